import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

/// Data of a shop that knew no conversations keep their messages, and reminders go on to refer to them.
@Suite struct WideningTheOutbox {
  @Test(arguments: Engine.underTest)
  func `messages come through, and what refers to them goes on to do so`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let migrations = try Migrations.migrator(for: engine.dialect).migrations
    _ = try await Migrator(Array(migrations.prefix { $0.name != "0038_chat_outbox" })).migrate(test.database)
    try await test.write { tx in
      try tx.execute(
        """
        INSERT INTO messages (id, kind, channel, recipient, subject, body_text, attachments, status, attempts, next_attempt_at, dedup_key,
          created_at) VALUES ('msg_1', 'reminder', 'sms', '+441632960000', NULL, 'Please pay', '[]', 'waiting', 0, 5, 'one', 5)
        """)
    }
    _ = try await Migrator(migrations).migrate(test.database)
    try await test.write { tx in
      let message = try #require(try tx.messages.find(dedupKey: "one"))
      #expect((message.lane, message.service, message.text) == (.sms, nil, "Please pay"))
      #expect(try tx.messages.nextDue(.sms) == Instant(milliseconds: 5))
      let references: SQL =
        switch engine {
        case .sqlite: "SELECT \"table\" AS parent FROM pragma_foreign_key_list('reminders')"
        case .postgres:
          "SELECT confrelid::regclass::text AS parent FROM pg_constraint WHERE conrelid = 'reminders'::regclass AND contype = 'f'"
        }
      let parents = try tx.rows(references).map { try $0.text("parent") }
      #expect(parents.sorted() == ["messages", "orders"])
    }
    #expect(try await test.database.integrityCheck().isEmpty)
  }
}

import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

/// Data of a shop that put conversations together before each of them knew its own contact's last word.
@Suite struct TellingOwnWordsApart {
  @Test(arguments: Engine.underTest)
  func `of those that stand together, the one from which the last word came has it as its own`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let migrations = try Migrations.migrator(for: engine.dialect).migrations
    _ = try await Migrator(Array(migrations.prefix { $0.name != "0040_own_words" })).migrate(test.database)
    try await test.write { tx in
      // C was put into B, and then B into A; D stands alone.
      for (id, standing) in [("cnv_a", nil), ("cnv_b", "cnv_a"), ("cnv_c", "cnv_a"), ("cnv_d", nil)] as [(String, String?)] {
        try tx.execute(
          """
          INSERT INTO conversations (id, channel, account, contact_key, is_open, unread, list_at, last_inbound_at, merged_into, version,
            created_at, updated_at) VALUES (\(id), 'api', '', \(id), 1, 0, 0, 9, \(standing), 1, 0, 0)
          """)
      }
      try tx.execute(
        """
        INSERT INTO events (sequence, id, type, created_at, actor_kind, object_type, object_id, data) VALUES
          (1, 'evt_1', 'conversation.merged', 0, 'staff', 'conversation', 'cnv_b', '{}'),
          (2, 'evt_2', 'conversation.merged', 0, 'staff', 'conversation', 'cnv_a', '{}')
        """)
    }
    _ = try await Migrator(migrations).migrate(test.database)
    try await test.write { tx in
      let own = try tx.rows("SELECT own_inbound_at FROM conversations ORDER BY id").map { try $0.integer("own_inbound_at") }
      #expect(own == [8, 8, 9, 9])
    }
  }
}

package import Domain
package import SQLEngine

/// How an entry of the audit log hangs on the one before it of the same thing (P13): changed, moved or taken out, it shows.
package struct AuditLink: Sendable, Equatable {
  /// Random text that goes into ``words``, so that nobody guesses erased words from their hash; gone when they are erased.
  package let salt: String?
  /// The hash of what was said: reason and detail.
  package let words: String
  /// The hash of the entry and of the chain before it.
  package let chain: String

  package init(salt: String?, words: String, chain: String) {
    self.salt = salt
    self.words = words
    self.chain = chain
  }
}

/// One entry of the audit log as it is stored.
package struct AuditEntry: Sendable {
  package let sequence: Int64
  package let createdAt: Instant
  package let actorKind: String
  package let actorID: String?
  package let actorName: String
  package let registerID: String?
  package let action: String
  package let objectType: String
  package let objectID: String
  package let reason: String?
  package let detail: String
  /// Nil for what was written before entries were linked.
  package let link: AuditLink?
}

/// The end of a day in the audit log: everything up to an entry, signed with a key that is not in the database.
package struct AuditSeal: Sendable, Equatable {
  package let number: Int64
  package let lastSequence: Int64
  /// The hash of all links since the seal before, in order.
  package let content: String
  package let signature: String
  package let createdAt: Instant

  package init(number: Int64, lastSequence: Int64, content: String, signature: String, createdAt: Instant) {
    self.number = number
    self.lastSequence = lastSequence
    self.content = content
    self.signature = signature
    self.createdAt = createdAt
  }
}

/// Who did what, one chain for each thing; written by ``EventStore/record(_:id:at:by:object:location:data:reason:link:)``.
package struct AuditStore {
  let tx: Transaction

  /// The chain of a thing so far; nil where nothing of it is linked yet.
  package func head(of objectID: String) throws -> String? {
    try tx.row("SELECT chain_hash FROM audit WHERE object_id = \(objectID) ORDER BY sequence DESC LIMIT 1")?.textOrNil("chain_hash")
  }

  /// The first linked entry's place; nil in a log without any.
  package func firstLinked() throws -> Int64? {
    try tx.row("SELECT MIN(sequence) AS first FROM audit WHERE chain_hash IS NOT NULL")?.integerOrNil("first")
  }

  /// Entries thing by thing, each thing's oldest first, after one of them.
  package func entries(after last: (objectID: String, sequence: Int64)?, limit: Int) throws -> [AuditEntry] {
    let after: SQL = last.map { "WHERE (object_id, sequence) > (\($0.objectID), \($0.sequence))" } ?? ""
    return try tx.rows("SELECT * FROM audit \(after) ORDER BY object_id, sequence LIMIT \(limit)").map(AuditEntry.init)
  }

  /// The links after an entry up to another, in the order of the log.
  package func links(after sequence: Int64, upTo last: Int64, limit: Int) throws -> [(sequence: Int64, chain: String)] {
    try tx.rows(
      """
      SELECT sequence, chain_hash FROM audit WHERE sequence > \(sequence) AND sequence <= \(last) AND chain_hash IS NOT NULL
      ORDER BY sequence LIMIT \(limit)
      """
    ).map { (try $0.integer("sequence"), try $0.text("chain_hash")) }
  }

  package func lastSequence() throws -> Int64 {
    try tx.row("SELECT COALESCE(MAX(sequence), 0) AS last FROM audit")?.integer("last") ?? 0
  }

  package func seals() throws -> [AuditSeal] {
    try tx.rows("SELECT * FROM audit_seals ORDER BY number").map(AuditSeal.init)
  }

  package func lastSeal() throws -> AuditSeal? {
    try tx.row("SELECT * FROM audit_seals ORDER BY number DESC LIMIT 1").map(AuditSeal.init)
  }

  /// - Returns: false where somebody else wrote this seal meanwhile.
  package func add(_ seal: AuditSeal) throws -> Bool {
    try tx.changes(
      """
      INSERT INTO audit_seals (number, last_sequence, content, signature, created_at)
      VALUES (\(seal.number), \(seal.lastSequence), \(seal.content), \(seal.signature), \(seal.createdAt)) ON CONFLICT (number) DO NOTHING
      """) > 0
  }
}

extension AuditEntry {
  fileprivate init(row: Row) throws {
    sequence = try row.integer("sequence")
    createdAt = try row.instant("created_at")
    actorKind = try row.text("actor_kind")
    actorID = try row.textOrNil("actor_id")
    actorName = try row.text("actor_name")
    registerID = try row.textOrNil("register_id")
    action = try row.text("action")
    objectType = try row.text("object_type")
    objectID = try row.text("object_id")
    reason = try row.textOrNil("reason")
    detail = try row.text("detail")
    let salt = try row.textOrNil("words_salt")
    link = try row.textOrNil("chain_hash").map { AuditLink(salt: salt, words: try row.textOrNil("words_hash") ?? "", chain: $0) }
  }
}

extension AuditSeal {
  fileprivate init(row: Row) throws {
    self.init(
      number: try row.integer("number"), lastSequence: try row.integer("last_sequence"), content: try row.text("content"),
      signature: try row.text("signature"), createdAt: try row.instant("created_at"))
  }
}

extension Transaction {
  package var audit: AuditStore { AuditStore(tx: self) }
}

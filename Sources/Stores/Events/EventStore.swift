package import Domain
package import SQLEngine

/// One thing that happened, as every listener gets it: live, by asking, and later by webhook.
package struct Event: Sendable, Identified {
  package static let idPrefix = "evt"

  package let sequence: Int64
  package let id: ID<Event>
  package let type: String
  package let createdAt: Instant
  package let actorKind: String
  package let actorID: String?
  package let objectType: String
  package let objectID: String
  package let objectVersion: Int64?
  package let locationID: ID<Location>?
  /// A JSON object as text, passed on as it is.
  package let data: String
}

/// The journal of what happened, in the order of the commits.
package struct EventStore {
  let tx: Transaction

  /// Writes one event and its entry in the audit log, in the transaction of the change.
  ///
  /// - Parameters:
  ///   - detail: a JSON object as text.
  ///   - link: what binds the entry to the one before it of the same thing.
  package func record(
    _ type: String, id: ID<Event>, at now: Instant, by principal: Principal, object: EventObject, location: ID<Location>?,
    detail: String, reason: String?, link: AuditLink
  ) throws {
    try tx.enqueue(
      """
      INSERT INTO events (sequence, id, type, created_at, actor_kind, actor_id, object_type, object_id, object_version, location_id, data)
      VALUES ((SELECT COALESCE(MAX(sequence), 0) + 1 FROM events), \(id), \(type), \(now), \(principal.actorKind), \(principal.actorID),
        \(object.type), \(object.id), \(object.version), \(location), \(detail))
      """)
    try tx.enqueue(
      """
      INSERT INTO audit (sequence, created_at, actor_kind, actor_id, actor_name, register_id, action, object_type, object_id, reason, detail,
        words_salt, words_hash, chain_hash)
      VALUES ((SELECT COALESCE(MAX(sequence), 0) + 1 FROM audit), \(now), \(principal.actorKind), \(principal.actorID),
        \(principal.name), \(principal.registerID), \(type), \(object.type), \(object.id), \(reason), \(detail),
        \(link.salt), \(link.words), \(link.chain))
      """)
  }

  /// Events after a sequence number, oldest first, that a principal of `scope` may see.
  package func list(after sequence: Int64, limit: Int, scope: ID<Location>?) throws -> [Event] {
    let located: SQL = scope.map { "AND (location_id IS NULL OR location_id = \($0))" } ?? ""
    return try tx.rows("SELECT * FROM events WHERE sequence > \(sequence) \(located) ORDER BY sequence LIMIT \(limit)").map(Event.init)
  }

  /// What happened to one thing, oldest first.
  package func list(of objectID: String, limit: Int) throws -> [Event] {
    try tx.rows("SELECT * FROM events WHERE object_id = \(objectID) ORDER BY sequence LIMIT \(limit)").map(Event.init)
  }

  /// The event at a place in the journal.
  package func find(at sequence: Int64) throws -> Event? {
    try tx.row("SELECT * FROM events WHERE sequence = \(sequence)").map(Event.init)
  }

  /// Where an event stands in the journal; nil for an unknown one.
  package func sequence(of id: ID<Event>) throws -> Int64? {
    try tx.row("SELECT sequence FROM events WHERE id = \(id)")?.integer("sequence")
  }

  /// The newest sequence number, 0 for an empty journal.
  package func lastSequence() throws -> Int64 {
    try tx.row("SELECT COALESCE(MAX(sequence), 0) AS last FROM events")?.integer("last") ?? 0
  }
}

/// What an event is about.
package struct EventObject: Sendable {
  package let type: String
  package let id: String
  package let version: Int64?

  package init(_ type: String, _ id: String, version: Int64? = nil) {
    self.type = type
    self.id = id
    self.version = version
  }
}

extension Event {
  fileprivate init(row: Row) throws {
    sequence = try row.integer("sequence")
    id = try row.id("id")
    type = try row.text("type")
    createdAt = try row.instant("created_at")
    actorKind = try row.text("actor_kind")
    actorID = try row.textOrNil("actor_id")
    objectType = try row.text("object_type")
    objectID = try row.text("object_id")
    objectVersion = try row.integerOrNil("object_version")
    locationID = try row.idOrNil("location_id")
    data = try row.text("data")
  }
}

extension Transaction {
  package var events: EventStore { EventStore(tx: self) }
}

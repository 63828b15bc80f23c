package import Domain
package import SQLEngine

extension Transaction {
  package var webhooks: WebhookStore { WebhookStore(tx: self) }
}

/// Who is told of events, and how far each has been told.
package struct WebhookStore {
  let tx: Transaction

  package func find(_ id: ID<WebhookEndpoint>) throws -> WebhookEndpoint? {
    try tx.row("SELECT * FROM webhook_endpoints WHERE id = \(id)").map(WebhookEndpoint.init(row:))
  }

  package func take(_ id: ID<WebhookEndpoint>) throws -> WebhookEndpoint {
    guard let endpoint = try find(id) else { throw Refusal.notFound("webhook endpoint") }
    return endpoint
  }

  package func count() throws -> Int64 {
    try tx.row("SELECT COUNT(*) AS count FROM webhook_endpoints")?.integer("count") ?? 0
  }

  /// Newest first; `search` is the beginning of a word of the description or the address.
  package func list(search: String?, in scope: ID<Location>?, page: PageRequest) throws -> Page<WebhookEndpoint> {
    var conditions: [SQL] = ["1 = 1"]
    if let search {
      conditions.append(
        NamePrefix.condition("COALESCE(description, '') || ' ' || REPLACE(REPLACE(url, '/', ' '), '.', ' ') || ' ' || url", search))
    }
    if let scope { conditions.append("location_id = \(scope)") }
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      conditions.append("(created_at, id) < (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT * FROM webhook_endpoints WHERE \(conditions.joined(separator: " AND "))
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(WebhookEndpoint.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// Adds a receiver of what happens from now on.
  package func add(_ endpoint: WebhookEndpoint, sealedSecret: String) throws {
    try tx.execute(
      """
      INSERT INTO webhook_endpoints (id, url, events, description, active, sealed_secret, location_id, reach, failures, resting_until,
        created_at, updated_at)
      VALUES (\(endpoint.id), \(endpoint.url), \(StoredList.text(endpoint.events)), \(endpoint.description), \(endpoint.isActive),
        \(sealedSecret), \(endpoint.locationID), (SELECT COALESCE(MAX(sequence), 0) FROM events), \(endpoint.failures),
        \(endpoint.restingUntil), \(endpoint.createdAt), \(endpoint.updatedAt))
      """)
  }

  package func save(_ endpoint: WebhookEndpoint) throws {
    try tx.execute(
      """
      UPDATE webhook_endpoints SET url = \(endpoint.url), events = \(StoredList.text(endpoint.events)),
        description = \(endpoint.description), active = \(endpoint.isActive), failures = \(endpoint.failures),
        resting_until = \(endpoint.restingUntil), updated_at = \(endpoint.updatedAt)
      WHERE id = \(endpoint.id)
      """)
  }

  /// Takes up the journal at its present end: what happened while a receiver was switched off is not told.
  package func skipToEnd(_ id: ID<WebhookEndpoint>) throws {
    try tx.execute("UPDATE webhook_endpoints SET reach = (SELECT COALESCE(MAX(sequence), 0) FROM events) WHERE id = \(id)")
  }

  /// Removes a receiver with everything that was on its way to it.
  package func remove(_ id: ID<WebhookEndpoint>) throws {
    try tx.execute("DELETE FROM webhook_deliveries WHERE endpoint_id = \(id)")
    try tx.execute("DELETE FROM webhook_endpoints WHERE id = \(id)")
  }

  package func sealedSecret(of id: ID<WebhookEndpoint>) throws -> String? {
    try tx.row("SELECT sealed_secret FROM webhook_endpoints WHERE id = \(id)")?.text("sealed_secret")
  }

  /// Whether some receiver has not been told of everything.
  package func isBehind() throws -> Bool {
    try tx.row(
      """
      SELECT 1 AS one FROM webhook_endpoints WHERE active = 1 AND reach < (SELECT COALESCE(MAX(sequence), 0) FROM events) LIMIT 1
      """) != nil
  }

  /// Receivers that have not been told of everything, with how far each was told.
  package func behind() throws -> [(endpoint: WebhookEndpoint, reach: Int64)] {
    try tx.rows(
      """
      SELECT * FROM webhook_endpoints WHERE active = 1 AND reach < (SELECT COALESCE(MAX(sequence), 0) FROM events) ORDER BY reach
      """
    ).map { (try WebhookEndpoint(row: $0), try $0.integer("reach")) }
  }

  package func advance(_ id: ID<WebhookEndpoint>, to sequence: Int64) throws {
    try tx.execute("UPDATE webhook_endpoints SET reach = \(sequence) WHERE id = \(id) AND reach < \(sequence)")
  }

  /// Counts what a receiver answered; nil ends its rest.
  package func note(failures: Int64, restingUntil: Instant?, of id: ID<WebhookEndpoint>) throws {
    try tx.execute("UPDATE webhook_endpoints SET failures = \(failures), resting_until = \(restingUntil) WHERE id = \(id)")
  }
}

extension WebhookEndpoint {
  fileprivate init(row: Row) throws {
    self.init(
      id: try row.id("id"), url: try row.text("url"), locationID: try row.idOrNil("location_id"), createdAt: try row.instant("created_at"))
    events = try StoredList.strings(try row.text("events"))
    description = try row.textOrNil("description")
    isActive = try row.flag("active")
    failures = try row.integer("failures")
    restingUntil = try row.instantOrNil("resting_until")
    updatedAt = try row.instant("updated_at")
  }
}

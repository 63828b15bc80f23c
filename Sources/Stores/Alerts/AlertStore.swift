package import Domain
package import SQLEngine

/// Notices for staff. One cause raises one notice, and one of those who acknowledge it at once does.
package struct AlertStore {
  let tx: Transaction

  /// Writes a notice down; what was raised for the same cause before, or rings for the same conversation, stays as it is.
  ///
  /// - Parameter cause: what came in, such as `order:ord_…`.
  /// - Returns: whether it is new.
  package func add(_ alert: Alert, cause: String) throws -> Bool {
    let added = try tx.changes(
      """
      INSERT INTO alerts (id, kind, cause, order_id, conversation_id, location_id, amount, currency, created_at)
      VALUES (\(alert.id), \(alert.kind.rawValue), \(cause), \(alert.orderID), \(alert.conversationID), \(alert.locationID),
        \(alert.amount?.minorUnits), \(alert.amount?.currency.code), \(alert.createdAt))
      ON CONFLICT DO NOTHING
      """)
    return added == 1
  }

  package func find(cause: String) throws -> Alert? {
    try tx.row("SELECT \(Self.columns) FROM alerts a WHERE a.cause = \(cause)").map(Alert.init(row:))
  }

  /// Those that exist for whoever is bound to a location: its own, and those of orders that no location has yet.
  package func find(_ ids: [ID<Alert>], at location: ID<Location>?) throws -> [Alert] {
    guard !ids.isEmpty else { return [] }
    return try tx.rows(
      """
      SELECT \(Self.columns) FROM alerts a WHERE a.id IN \(SQL.list(ids.map(\.text))) AND \(Self.seen(at: location))
      ORDER BY a.created_at DESC, a.id DESC
      """
    ).map(Alert.init(row:))
  }

  /// Newest first.
  package func list(_ filter: AlertFilter, page: PageRequest, at location: ID<Location>?) throws -> Page<Alert> {
    var conditions: [SQL] = [Self.seen(at: location)]
    if let isOpen = filter.isOpen { conditions.append(isOpen ? "a.acknowledged_at IS NULL" : "a.acknowledged_at IS NOT NULL") }
    if !filter.kinds.isEmpty { conditions.append("a.kind IN \(SQL.list(filter.kinds.map(\.rawValue)))") }
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      conditions.append("(a.created_at, a.id) < (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT \(Self.columns) FROM alerts a WHERE \(conditions.joined(separator: " AND "))
      ORDER BY a.created_at DESC, a.id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(Alert.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// What nobody has acknowledged, the oldest first.
  package func open(at location: ID<Location>?, limit: Int) throws -> [Alert] {
    try tx.rows(
      """
      SELECT \(Self.columns) FROM alerts a WHERE a.acknowledged_at IS NULL AND \(Self.seen(at: location))
      ORDER BY a.created_at, a.id LIMIT \(limit)
      """
    ).map(Alert.init(row:))
  }

  /// What nobody has acknowledged of an order.
  package func open(of order: ID<Order>) throws -> [Alert] {
    try tx.rows("SELECT \(Self.columns) FROM alerts a WHERE a.order_id = \(order) AND a.acknowledged_at IS NULL ORDER BY a.id")
      .map(Alert.init(row:))
  }

  /// What rings for a conversation.
  package func open(of conversation: ID<Conversation>) throws -> Alert? {
    try tx.row("SELECT \(Self.columns) FROM alerts a WHERE a.conversation_id = \(conversation) AND a.acknowledged_at IS NULL")
      .map(Alert.init(row:))
  }

  /// Writes down who has seen it.
  ///
  /// - Returns: whether nobody was quicker.
  package func acknowledge(_ id: ID<Alert>, by word: Alert.Acknowledgement) throws -> Bool {
    let changed = try tx.changes(
      """
      UPDATE alerts SET acknowledged_at = \(word.at), acknowledged_kind = \(word.actorKind), acknowledged_by = \(word.actorID)
      WHERE id = \(id) AND acknowledged_at IS NULL
      """)
    return changed == 1
  }

  /// What notices are shown with.
  ///
  /// - Parameter scope: of whoever looks, which decides whether they may open the order.
  package func sights(of alerts: [Alert], in scope: OrderScope) throws -> [ID<Alert>: AlertSight] {
    guard !alerts.isEmpty else { return [:] }
    let rows = try tx.rows(
      """
      SELECT a.id, a.conversation_id, o.number, o.draft_number, COALESCE(o.channel, v.channel) AS channel, o.display_status, o.location_id,
        o.billing_address, o.shipping_address, v.name, v.contact_name,
        CASE WHEN v.last_message_direction = 'in' THEN v.last_message_text END AS last_message_text, c.name AS customer_name,
        c.company AS customer_company, COALESCE(s.name, t.name) AS acknowledged_name
      FROM alerts a LEFT JOIN orders o ON o.id = a.order_id LEFT JOIN conversations v ON v.id = a.conversation_id
        LEFT JOIN customers c ON c.id = COALESCE(o.customer_id, v.customer_id)
        LEFT JOIN staff s ON a.acknowledged_kind = 'staff' AND s.id = a.acknowledged_by
        LEFT JOIN api_tokens t ON a.acknowledged_kind = 'token' AND t.id = a.acknowledged_by
      WHERE a.id IN \(SQL.list(alerts.map(\.id.text)))
      """)
    return Dictionary(
      try rows.map { (try $0.id("id"), try AlertSight(row: $0, in: scope)) }, uniquingKeysWith: { first, _ in first })
  }

  private static let columns: SQL = """
    a.id, a.kind, a.order_id, a.conversation_id, a.location_id, a.amount, a.currency, a.created_at, a.acknowledged_at, a.acknowledged_kind, a.acknowledged_by
    """

  private static func seen(at location: ID<Location>?) -> SQL {
    guard let location else { return "1 = 1" }
    return "(a.location_id IS NULL OR a.location_id = \(location))"
  }
}

extension Alert {
  fileprivate init(row: Row) throws {
    let acknowledgement = try row.instantOrNil("acknowledged_at").map { moment in
      Acknowledgement(at: moment, actorKind: try row.text("acknowledged_kind"), actorID: try row.textOrNil("acknowledged_by"))
    }
    if let conversation = try row.idOrNil("conversation_id", Conversation.self) {
      self.init(
        id: try row.id("id"), kind: try row.choice("kind"), conversationID: conversation, locationID: try row.idOrNil("location_id"),
        createdAt: try row.instant("created_at"), acknowledgement: acknowledgement)
      return
    }
    self.init(
      id: try row.id("id"), kind: try row.choice("kind"), orderID: try row.id("order_id"), locationID: try row.idOrNil("location_id"),
      amount: Money(minorUnits: try row.integer("amount"), currency: try row.currency("currency")),
      createdAt: try row.instant("created_at"), acknowledgement: acknowledgement)
  }
}

extension AlertSight {
  fileprivate init(row: Row, in scope: OrderScope) throws {
    if try row.textOrNil("conversation_id") != nil {
      let names = [try row.textOrNil("name"), try row.textOrNil("contact_name"), try row.textOrNil("customer_name")]
      self.init(
        orderNumber: nil, channel: try row.choice("channel"), customerName: names.compactMap(\.self).first, displayStatus: nil,
        text: try row.textOrNil("last_message_text"), isOpenable: true, acknowledgedBy: try row.textOrNil("acknowledged_name"))
      return
    }
    let label = try OrderLabel(row: row)
    let location = try row.idOrNil("location_id", Location.self)
    // Whoever buys without being a customer of the shop yet is known by the address.
    let addresses = [try row.textOrNil("billing_address"), try row.textOrNil("shipping_address")]
    let name = try label.customerName ?? addresses.compactMap { try $0.flatMap { try StoredAddress.address($0).name } }.first
    self.init(
      orderNumber: label.number, channel: try row.choice("channel"), customerName: name,
      displayStatus: try row.choice("display_status"), isOpenable: scope.location == nil || scope.location == location,
      acknowledgedBy: try row.textOrNil("acknowledged_name"))
  }
}

extension Transaction {
  package var alerts: AlertStore { AlertStore(tx: self) }
}

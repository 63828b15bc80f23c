package import Domain
package import SQLEngine

/// Removes what is known of a person and leaves the books as they are (P25). ``PersonalData`` says of every column why it goes or stays.
package struct ErasureStore {
  let tx: Transaction

  /// Empties a customer, their orders, the messages to them and the answers that repeat them. Numbers, sums and what was sold stay.
  ///
  /// - Parameter mark: what stands for a recipient in the day's messages.
  /// - Returns: their orders, and the conversations in which those were spoken of, to be made findable without them.
  package func erase(
    _ id: ID<Customer>, email: String?, phone: String?, at now: Instant, mark: (String) -> String
  ) throws -> (orders: [ID<Order>], conversations: [ID<Conversation>]) {
    let orders: [ID<Order>] = try tx.rows("SELECT id FROM orders WHERE customer_id = \(id) ORDER BY id").map { try $0.id("id") }
    let known = [
      email, email?.lowercased(), email.flatMap { EmailAddress($0)?.text }, phone, phone.flatMap { PhoneNumber($0)?.text },
    ]
    try tx.channelEvents.erase(of: id)
    let conversations = try eraseMessages(of: id, to: Set(known.compactMap(\.self)).sorted(), at: now, mark: mark)
    try eraseOrders(of: id, at: now)
    try InvoiceErasure(tx: tx).forgetBuyer(of: id)
    try ConversationErasure(tx: tx).erase(of: id, at: now)
    try settlePoints(of: id)
    try eraseCustomer(id, at: now)
    try eraseTraces(of: id)
    try tx.execute(
      """
      INSERT INTO erasures (customer_id, erased_at) VALUES (\(id), \(now))
      ON CONFLICT (customer_id) DO UPDATE SET settled_at = NULL
      """)
    try tx.search.remove(id)
    return (orders, conversations)
  }

  private func eraseCustomer(_ id: ID<Customer>, at now: Instant) throws {
    try tx.execute(
      """
      UPDATE customers SET name = NULL, company = NULL, email = NULL, phone = NULL, language = NULL, tax_id = NULL, addresses = '[]',
        default_billing_address_id = NULL, default_shipping_address_id = NULL, group_names = '[]', tags = '[]', consents = '{}',
        note = NULL, payment_terms = NULL, updated_at = \(now), removed_at = COALESCE(removed_at, \(now))
      WHERE id = \(id)
      """)
    try tx.execute("UPDATE store_credit_entries SET reason = 'erased' WHERE customer_id = \(id)")
    try tx.execute("UPDATE points_entries SET reason = 'erased' WHERE customer_id = \(id)")
  }

  /// The version rises, so that nobody's older copy is saved over it.
  private func eraseOrders(of id: ID<Customer>, at now: Instant) throws {
    let theirs: SQL = "IN (SELECT id FROM orders WHERE customer_id = \(id))"
    try tx.execute("DELETE FROM order_tags WHERE order_id \(theirs)")
    try tx.execute("DELETE FROM checkout_contacts WHERE order_id \(theirs)")
    try tx.execute("UPDATE order_lines SET note = NULL, price_reason = NULL, properties = '[]' WHERE order_id \(theirs)")
    try tx.execute("UPDATE order_adjustments SET reason = NULL WHERE order_id \(theirs)")
    try tx.execute("UPDATE refunds SET reason = NULL, reference = NULL WHERE order_id \(theirs)")
    try tx.execute("UPDATE order_returns SET refusal = NULL WHERE order_id \(theirs)")
    try tx.execute("UPDATE order_return_parts SET reason = NULL WHERE order_id \(theirs)")
    try tx.transferNotices.erase(ordersWhere: theirs)
    // A bank names who paid, a terminal who held the card; a gift card's code and a gateway's number name no person.
    try tx.execute("UPDATE payments SET reference = NULL WHERE order_id \(theirs) AND method NOT IN ('gift_card', 'gateway')")
    try tx.execute(
      """
      UPDATE order_papers SET details_type = NULL, details_body = NULL, details_line = NULL, details_column = NULL,
        details_problem = NULL, purchase_order_number = NULL, consent = NULL, language = NULL
      WHERE order_id \(theirs)
      """)
    try tx.execute(
      """
      UPDATE orders SET billing_address = NULL, shipping_address = NULL, note = NULL, customer_note = NULL, tags = '[]',
        hold_label = NULL, discarded_hold = NULL, cancel_reason = NULL, version = version + 1, updated_at = \(now)
      WHERE customer_id = \(id)
      """)
  }

  /// An open order stays payable at the price that was agreed: what its points took off becomes a discount, and whatever was put aside for
  /// it is spent (M18).
  private func settlePoints(of id: ID<Customer>) throws {
    try tx.execute(
      """
      UPDATE order_adjustments SET kind = 'discount'
      WHERE kind = 'points' AND order_id IN (SELECT id FROM orders WHERE customer_id = \(id) AND placed_at IS NULL)
      """)
    try tx.execute("DELETE FROM points_reservations WHERE customer_id = \(id)")
  }

  /// What still waits does not leave; what left is known only by when and about which order.
  private func eraseMessages(
    of id: ID<Customer>, to recipients: [String], at now: Instant, mark: (String) -> String
  ) throws -> [ID<Conversation>] {
    let theirs: SQL = "order_id IN (SELECT id FROM orders WHERE customer_id = \(id))"
    let addressed: SQL = recipients.isEmpty ? "" : "OR recipient IN \(SQL.list(recipients))"
    let condition: SQL = "(\(theirs) \(addressed))"
    let objects: SQL = "IN (SELECT id FROM messages WHERE \(condition))"
    try tx.execute("UPDATE events SET data = '{}' WHERE object_id \(objects)")
    try tx.execute("UPDATE audit SET detail = '{}', reason = NULL, words_salt = NULL WHERE object_id \(objects)")
    let reached = try tx.rows("SELECT DISTINCT recipient FROM messages WHERE \(condition)").map { try $0.text("recipient") }
    for mark in (recipients + reached).map(mark) {
      let subjects = Message.Channel.allCases.map { MessageBudget.recipientSubject($0, mark: mark) }
      try tx.execute("DELETE FROM message_budgets WHERE subject IN \(SQL.list(subjects))")
    }
    let conversations = try tx.threads.empty(ofOutbox: objects, at: now)
    try tx.execute("UPDATE messages SET status = 'canceled' WHERE \(condition) AND status IN ('waiting', 'not_delivered')")
    try tx.execute(
      """
      UPDATE messages SET recipient = 'erased', subject = NULL, body_text = '', body_html = NULL, attachments = '[]', last_error = NULL,
        dedup_key = id
      WHERE \(condition)
      """)
    return conversations
  }

  /// Reasons that staff wrote down, and answers kept for repeated requests: such a request is told that its answer is gone.
  private func eraseTraces(of id: ID<Customer>) throws {
    try tx.execute("UPDATE events SET data = '{}' WHERE object_id = \(id)")
    try tx.execute(
      """
      UPDATE audit SET reason = NULL, detail = CASE WHEN object_id = \(id) THEN '{}' ELSE detail END, words_salt = NULL
      WHERE object_id = \(id) OR (reason IS NOT NULL AND object_id IN (SELECT id FROM orders WHERE customer_id = \(id)))
      """)
    try tx.idempotency.forgetAnswers(about: "SELECT \(id) AS id UNION ALL SELECT id FROM orders WHERE customer_id = \(id)")
  }

  /// Whether somebody was erased whose words are still in the index or in the log of the database.
  package func isUnsettled() throws -> Bool {
    try tx.row("SELECT 1 AS one FROM erasures WHERE settled_at IS NULL LIMIT 1") != nil
  }

  /// Whether somebody asked to be forgotten and was.
  package func contains(_ id: ID<Customer>) throws -> Bool {
    try tx.row("SELECT 1 AS one FROM erasures WHERE customer_id = \(id)") != nil
  }

  /// Writes the search indexes anew, because they keep the words of what was removed until they are merged.
  package func compactSearch() throws {
    try tx.search.compact(.customer)
    try tx.search.compact(.order)
    try tx.search.compact(.conversation)
  }

  /// Nothing is left of whoever was erased until `moment`.
  package func settle(until moment: Instant, at now: Instant) throws {
    try tx.execute("UPDATE erasures SET settled_at = \(now) WHERE settled_at IS NULL AND erased_at <= \(moment)")
  }

  /// Everybody who was erased, in the order in which it happened.
  package func list() throws -> [ID<Customer>] {
    try tx.rows("SELECT customer_id FROM erasures ORDER BY erased_at, customer_id").map { try $0.id("customer_id") }
  }

  /// A customer's orders with what was said and written of them, newest first, for the person themselves.
  package func messages(of id: ID<Customer>, email: String?) throws -> [Message] {
    let addressed: SQL = email.map { "OR recipient = \($0)" } ?? ""
    return try tx.rows(
      """
      SELECT * FROM messages WHERE order_id IN (SELECT id FROM orders WHERE customer_id = \(id)) \(addressed)
      ORDER BY created_at DESC, id DESC
      """
    ).map(Message.init(row:))
  }
}

extension Transaction {
  package var erasures: ErasureStore { ErasureStore(tx: self) }
}

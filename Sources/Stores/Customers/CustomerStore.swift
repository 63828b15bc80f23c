package import Domain
import JSON
package import SQLEngine

/// Who buys. Customers belong to the whole shop; what was removed keeps its row for the orders that name it.
package struct CustomerStore {
  let tx: Transaction

  package func find(_ id: ID<Customer>) throws -> Customer? {
    try tx.remembered("a customer", id.text) {
      try tx.row("SELECT * FROM customers WHERE id = \(id) AND removed_at IS NULL").map(Customer.init(row:))
    }
  }

  /// - Throws: ``RefusalCode/notFound``.
  package func take(_ id: ID<Customer>) throws -> Customer {
    guard let customer = try find(id) else { throw Refusal.notFound("customer") }
    return customer
  }

  /// Those of several customers that exist.
  ///
  /// - Parameter withRemoved: removed ones too, for orders that show whom they were for.
  package func find(_ ids: some Collection<ID<Customer>>, withRemoved: Bool = true) throws -> [ID<Customer>: Customer] {
    guard !ids.isEmpty else { return [:] }
    let standing: SQL = withRemoved ? "" : "AND removed_at IS NULL"
    let rows = try tx.rows("SELECT * FROM customers WHERE id IN \(SQL.list(Set(ids).sorted())) \(standing)")
    return Dictionary(try rows.map { try Customer(row: $0) }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// One page of customers, newest first; `search` looks at names, company, e-mail, phone, tags and groups.
  package func list(search: String?, page: PageRequest) throws -> Page<Customer> {
    var conditions: [SQL] = ["removed_at IS NULL"]
    if let search { conditions.append(try tx.search.matches(.customer, search)) }
    if let cursor = page.cursor {
      let place = try Keyset(cursor: cursor)
      conditions.append("(created_at, id) < (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT * FROM customers WHERE \(conditions.joined(separator: " AND "))
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(Customer.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// Those who are reached at exactly this address, the first first.
  package func list(email: String) throws -> [Customer] {
    try tx.rows("SELECT * FROM customers WHERE email = \(email) AND removed_at IS NULL ORDER BY created_at, id LIMIT 20")
      .map(Customer.init(row:))
  }

  /// Writes a new customer; store credit and points come only with an entry that says why.
  package func add(_ customer: Customer) throws {
    try tx.execute(
      """
      INSERT INTO customers (id, name, company, email, phone, language, tax_id, tax_exempt, addresses, default_billing_address_id,
        default_shipping_address_id, group_names, tags, consents, note, store_credit, points, created_at, updated_at,
        payment_terms)
      VALUES (\(customer.id), \(customer.name), \(customer.company), \(customer.email), \(customer.phone), \(customer.language),
        \(customer.taxID), \(customer.isTaxExempt), \(StoredAddress.text(customer.addresses)), \(customer.defaultBillingAddressID),
        \(customer.defaultShippingAddressID), \(StoredList.text(customer.groups)), \(StoredList.text(customer.tags)),
        \(CustomerColumns.text(customer.consents)), \(customer.note), 0, 0, \(customer.createdAt), \(customer.updatedAt),
        \(customer.paymentTerms.map(PaperColumns.text)))
      """)
    try index(customer)
  }

  /// Writes what a customer says of themselves; credit and points are left alone.
  package func save(_ customer: Customer) throws {
    try tx.execute(
      """
      UPDATE customers SET name = \(customer.name), company = \(customer.company), email = \(customer.email), phone = \(customer.phone),
        language = \(customer.language), tax_id = \(customer.taxID), tax_exempt = \(customer.isTaxExempt),
        addresses = \(StoredAddress.text(customer.addresses)), default_billing_address_id = \(customer.defaultBillingAddressID),
        default_shipping_address_id = \(customer.defaultShippingAddressID), group_names = \(StoredList.text(customer.groups)),
        tags = \(StoredList.text(customer.tags)), consents = \(CustomerColumns.text(customer.consents)), note = \(customer.note),
        updated_at = \(customer.updatedAt),
        payment_terms = \(customer.paymentTerms.map(PaperColumns.text))
      WHERE id = \(customer.id)
      """)
    try index(customer)
  }

  package func remove(_ id: ID<Customer>, at now: Instant) throws {
    try tx.execute("UPDATE customers SET removed_at = \(now) WHERE id = \(id)")
    try tx.search.remove(id)
  }

  private func index(_ customer: Customer) throws {
    var words = SearchText()
    words.add(customer.name)
    words.add(customer.company)
    words.add(customer.email)
    words.add(phone: customer.phone)
    words.add(customer.taxID)
    words.add(customer.tags)
    words.add(customer.groups)
    try tx.search.replace(.customer, customer.id, words)
  }
}

/// Consents as JSON text.
enum CustomerColumns {
  static func text(_ consents: [Customer.Consent]) -> String {
    if consents.isEmpty { return "{}" }
    return StoredList.write { writer in
      writer.object { for consent in consents { $0.member(.given(consent.name), consent.isGiven) } }
    }
  }

  static func consents(_ text: String) throws -> [Customer.Consent] {
    if text == "{}" { return [] }
    guard case .object(let members) = try JSON.read(Array(text.utf8)) else { throw StoredList.damaged }
    return try members.map { member in
      guard case .bool(let isGiven) = member.value else { throw StoredList.damaged }
      return Customer.Consent(name: member.key, isGiven: isGiven)
    }
  }
}

extension Customer {
  fileprivate init(row: Row) throws {
    self.init(id: try row.id("id"), createdAt: try row.instant("created_at"))
    name = try row.textOrNil("name")
    company = try row.textOrNil("company")
    email = try row.textOrNil("email")
    phone = try row.textOrNil("phone")
    language = try row.textOrNil("language")
    taxID = try row.textOrNil("tax_id")
    paymentTerms = try row.textOrNil("payment_terms").map(PaperColumns.paymentTerms)
    isTaxExempt = try row.flag("tax_exempt")
    addresses = try StoredAddress.addresses(try row.text("addresses"))
    defaultBillingAddressID = try row.idOrNil("default_billing_address_id")
    defaultShippingAddressID = try row.idOrNil("default_shipping_address_id")
    groups = try StoredList.strings(try row.text("group_names"))
    tags = try StoredList.strings(try row.text("tags"))
    consents = try CustomerColumns.consents(try row.text("consents"))
    note = try row.textOrNil("note")
    storeCredit = try row.integer("store_credit")
    points = try row.integer("points")
    updatedAt = try row.instant("updated_at")
  }
}

extension Transaction {
  package var customers: CustomerStore { CustomerStore(tx: self) }
}

package import Domain
package import SQLEngine

extension Transaction {
  package var providerCustomers: ProviderCustomerStore { ProviderCustomerStore(tx: self) }
}

/// Customers as providers know them.
package struct ProviderCustomerStore {
  let tx: Transaction

  /// What a provider calls a customer of ours; nil where it does not know them.
  package func name(of customer: ID<Customer>, in account: ProviderAccount) throws -> String? {
    try tx.row(
      """
      SELECT provider_customer FROM provider_customers WHERE customer_id = \(customer) AND provider = \(account.provider.rawValue)
        AND account = \(account.name) AND forget_at IS NULL
      """)?.text("provider_customer")
  }

  /// A customer of ours as a provider knows them; nil where it does not.
  package func find(_ customer: ID<Customer>, in account: ProviderAccount) throws -> ProviderCustomer? {
    try tx.row(
      """
      SELECT * FROM provider_customers WHERE customer_id = \(customer) AND provider = \(account.provider.rawValue)
        AND account = \(account.name) AND forget_at IS NULL
      """
    ).map(ProviderCustomer.init(row:))
  }

  /// Whose name that is at a provider.
  package func customer(named name: String, at provider: PaymentProvider) throws -> ProviderCustomer? {
    try tx.row(
      """
      SELECT * FROM provider_customers WHERE provider = \(provider.rawValue) AND provider_customer = \(name) AND forget_at IS NULL
      """
    ).map(ProviderCustomer.init(row:))
  }

  /// Whether a provider has something to forget that it is time for.
  package func hasToForget(at now: Instant) throws -> Bool {
    try tx.row(
      """
      SELECT 1 AS one FROM saved_methods WHERE forget_at <= \(now)
      UNION ALL SELECT 1 FROM provider_customers WHERE forget_at <= \(now) LIMIT 1
      """) != nil
  }

  /// Notes a customer's name at a provider; the first one stays.
  package func add(_ customer: ID<Customer>, as name: String, in account: ProviderAccount, at now: Instant) throws {
    try tx.execute(
      """
      INSERT INTO provider_customers (customer_id, provider, account, is_live, provider_customer, created_at)
      VALUES (\(customer), \(account.provider.rawValue), \(account.name), \(account.isLive), \(name), \(now))
      ON CONFLICT DO NOTHING
      """)
  }

  /// A page on which the customer may leave a card is open until then; nil once it was seen to.
  package func note(pageUntil moment: Instant?, of customer: ID<Customer>, in account: ProviderAccount) throws {
    try tx.execute(
      """
      UPDATE provider_customers SET page_until = \(moment) WHERE customer_id = \(customer) AND provider = \(account.provider.rawValue)
        AND account = \(account.name)
      """)
  }

  /// Whether a card may have come from a page that nobody told us of.
  package func awaitsCard(_ customer: ID<Customer>, in account: ProviderAccount, at now: Instant) throws -> Bool {
    try tx.row(
      """
      SELECT 1 AS one FROM provider_customers WHERE customer_id = \(customer) AND provider = \(account.provider.rawValue)
        AND account = \(account.name) AND forget_at IS NULL AND page_until > \(now)
      """) != nil
  }

  /// Takes a customer whom their provider has still to forget; tried again at `next` unless they are said to be forgotten before.
  package func takeToForget(next: Instant, at now: Instant) throws -> ProviderCustomer? {
    let row = try tx.row(
      """
      UPDATE provider_customers SET forget_at = \(next), forget_tries = forget_tries + 1
      WHERE (customer_id, provider, account) = (
        SELECT customer_id, provider, account FROM provider_customers WHERE forget_at <= \(now) ORDER BY forget_at, customer_id LIMIT 1)
      RETURNING *
      """)
    return try row.map(ProviderCustomer.init(row:))
  }

  /// When the provider is asked again to forget somebody whom it did not.
  package func postpone(_ customer: ProviderCustomer, until next: Instant) throws {
    try tx.execute("UPDATE provider_customers SET forget_at = \(next) WHERE \(matching(customer)) AND forget_at IS NOT NULL")
  }

  /// The provider has forgotten them, their cards too, and so do we.
  package func forget(_ customer: ProviderCustomer) throws {
    let account = customer.account
    try tx.execute(
      """
      DELETE FROM saved_methods WHERE customer_id = \(customer.customerID) AND provider = \(account.provider.rawValue)
        AND account = \(account.name)
      """)
    try tx.execute("DELETE FROM provider_customers WHERE \(matching(customer)) AND forget_at IS NOT NULL")
  }

  /// Removes a person's cards and asks their providers to forget them; nothing that could be shown stays meanwhile. The rows go once the
  /// providers have.
  package func erase(_ customer: ID<Customer>, at now: Instant) throws {
    try tx.execute(
      """
      UPDATE payment_attempts SET card = NULL, page_url = NULL
      WHERE order_id IN (SELECT id FROM orders WHERE customer_id = \(customer))
      """)
    try tx.execute("UPDATE provider_customers SET forget_at = \(now), page_until = NULL WHERE customer_id = \(customer)")
    try tx.execute(
      """
      UPDATE saved_methods SET brand = '', last4 = '', expires_month = NULL, expires_year = NULL,
        removed_at = COALESCE(removed_at, \(now)), forget_at = COALESCE(forget_at, \(now))
      WHERE customer_id = \(customer)
      """)
  }

  private func matching(_ customer: ProviderCustomer) -> SQL {
    """
    customer_id = \(customer.customerID) AND provider = \(customer.account.provider.rawValue) AND account = \(customer.account.name)
    """
  }
}

/// A customer of ours under the name that a provider has for them.
package struct ProviderCustomer: Sendable {
  package let customerID: ID<Customer>
  package let account: ProviderAccount
  package let name: String
  /// How often the provider was asked to forget them.
  package let forgetTries: Int64

  init(row: Row) throws {
    customerID = try row.id("customer_id")
    account = ProviderAccount(provider: try row.choice("provider"), name: try row.text("account"), isLive: try row.flag("is_live"))
    name = try row.text("provider_customer")
    forgetTries = try row.integer("forget_tries")
  }
}

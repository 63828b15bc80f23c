import Domain
import JSON
import UseCases

extension Fields {
  /// What a body says about a customer; the ledger and the clock are not its business.
  func customerChanges() -> Changes<Customer> {
    var changes = Changes<Customer>()
    clear(\.name, in: &changes, "name") { $0.name($1, limit: 255) }
    clear(\.company, in: &changes, "company") { $0.name($1, limit: 255) }
    clear(\.email, in: &changes, "email") { $0.name($1, limit: 254) }
    clear(\.phone, in: &changes, "phone") { $0.name($1, limit: 64) }
    clear(\.language, in: &changes, "language") { $0.name($1, limit: 35) }
    clear(\.taxID, in: &changes, "tax_id") { $0.name($1, limit: 64) }
    clear(\.paymentTerms, in: &changes, "payment_terms") { $0.paymentTerms($1) }
    set(\.isTaxExempt, in: &changes, "tax_exempt") { $0.bool($1) }
    set(\.addresses, in: &changes, "addresses") { $0.objects($1, limit: 100) { $0.bookAddress() } }
    clear(\.defaultBillingAddressID, in: &changes, "default_billing_address_id") { $0.id($1, of: Address.self) }
    clear(\.defaultShippingAddressID, in: &changes, "default_shipping_address_id") { $0.id($1, of: Address.self) }
    set(\.groups, in: &changes, "groups") { $0.texts($1, limit: 250, textLimit: 255) }
    set(\.tags, in: &changes, "tags") { $0.texts($1, limit: 250, textLimit: 255) }
    set(\.consents, in: &changes, "consents") {
      $0.flags($1, limit: 50)?.map { Customer.Consent(name: $0.key, isGiven: $0.value) }
    }
    clear(\.note, in: &changes, "note") { $0.text($1, limit: 10_000, multiline: true) }
    set(\.storeCredit, in: &changes, "store_credit") { $0.amount($1) }
    set(\.points, in: &changes, "points") { $0.integer($1, in: 0...1_000_000_000) }
    return changes
  }

  /// Somebody new whom an order is written for.
  func newCustomer() -> NewCustomer {
    var customer = NewCustomer()
    customer.name = name("name", limit: 255)
    customer.company = name("company", limit: 255)
    customer.email = name("email", limit: 254)
    customer.phone = name("phone", limit: 64)
    customer.language = name("language", limit: 35)
    customer.address = object("address")?.postalAddress()
    return customer
  }

  /// An address of a customer's book; one that is new has no `id` yet.
  func bookAddress() -> Address {
    var address = postalAddress()
    address.id = id("id", of: Address.self)
    return address
  }

  /// An address without a book, such as an order keeps a copy of.
  func postalAddress() -> Address {
    Address(
      name: text("name", limit: 255), company: text("company", limit: 255), line1: text("line1", limit: 255),
      line2: text("line2", limit: 255), city: text("city", limit: 255), region: text("region", limit: 255),
      postalCode: text("postal_code", limit: 32), country: country("country"), phone: text("phone", limit: 64))
  }
}

extension Fields {
  private func country(_ key: String) -> String? {
    guard let code = text(key, limit: 2) else { return nil }
    guard code.utf8.count == 2, code.utf8.allSatisfy({ (65...90).contains($0) }) else {
      fail(key, "choice", "A country is two capital letters, such as PL.")
      return nil
    }
    return code
  }
}

/// Customers as the API shows them.
enum CustomerJSON {
  static func write(_ customer: Customer, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", customer.id.text)
      json.member("name", customer.name)
      json.member("company", customer.company)
      json.member("email", customer.email)
      json.member("phone", customer.phone)
      json.member("language", customer.language)
      json.member("tax_id", customer.taxID)
      json.member("tax_exempt", customer.isTaxExempt)
      PaymentTermsJSON.member("payment_terms", customer.paymentTerms, &json)
      json.member("addresses", array: customer.addresses) { address($1, to: &$0) }
      json.member("default_billing_address_id", customer.defaultBillingAddressID?.text)
      json.member("default_shipping_address_id", customer.defaultShippingAddressID?.text)
      json.member("groups", strings: customer.groups)
      json.member("tags", strings: customer.tags)
      json.member("store_credit", Optional(customer.storeCredit))
      json.member("points", Optional(customer.points))
      json.key("consents")
      json.object { for consent in customer.consents { $0.member(.given(consent.name), consent.isGiven) } }
      json.member("note", customer.note)
      json.member("created_at", customer.createdAt.text)
      json.member("updated_at", customer.updatedAt.text)
    }
  }

  static func address(_ address: Address, to writer: inout JSONWriter) {
    writer.object {
      if let id = address.id { $0.member("id", id.text) }
      $0.member("name", address.name)
      $0.member("company", address.company)
      $0.member("line1", address.line1)
      $0.member("line2", address.line2)
      $0.member("city", address.city)
      $0.member("region", address.region)
      $0.member("postal_code", address.postalCode)
      $0.member("country", address.country)
      $0.member("phone", address.phone)
    }
  }

  static func write(_ entry: CreditEntry, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", entry.id.text)
      $0.member("delta", Optional(entry.delta))
      $0.member("balance", Optional(entry.balance))
      $0.member("reason", entry.reason)
      $0.member("order_id", entry.orderID?.text)
      $0.member("actor", entry.actor)
      $0.member("created_at", entry.createdAt.text)
    }
  }
}

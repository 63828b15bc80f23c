/// What a customer says about their own order on its link; what is nil was not said.
///
/// Nothing here is a term of the sale: goods, prices, discounts and dates are the shop's alone (CPN-07).
package struct CustomerDetails: Sendable, Equatable {
  /// Where it goes; the phone for the driver is in it.
  package var shippingAddress: Address?
  package var billingAddress: Address?
  /// Where a receipt goes for an order without a customer's own address.
  package var email: String?
  /// The sentence that was agreed to.
  package var consent: String?

  package init() {}

  /// - Throws: `validationFailed` naming every field as the forms of the link do.
  package mutating func settle() throws(Refusal) {
    var checks = FieldChecks()
    if let shippingAddress { self.shippingAddress = Self.settled(shippingAddress, "ship", &checks) }
    if let billingAddress { self.billingAddress = Self.settled(billingAddress, "bill", &checks) }
    if let typed = email {
      if let address = EmailAddress(typed) {
        email = address.text
      } else {
        checks.fail("email", "invalid", "This is not an e-mail address.")
      }
    }
    try checks.finish()
  }

  private static func settled(_ address: Address, _ field: String, _ checks: inout FieldChecks) -> Address {
    var address = address
    address.id = nil
    let texts: [(path: WritableKeyPath<Address, String?>, name: String, limit: Int)] = [
      (\.name, "name", 255), (\.company, "company", 255), (\.line1, "line1", 255), (\.line2, "line2", 255), (\.city, "city", 255),
      (\.region, "region", 255), (\.postalCode, "postal_code", 32), (\.phone, "phone", 64),
    ]
    for text in texts {
      address[keyPath: text.path] = address[keyPath: text.path]?.trimmedText
      checks.text(address[keyPath: text.path], "\(field)_\(text.name)", limit: text.limit)
      if text.name != "phone", address[keyPath: text.path].map(CardNumberText.isLikely) == true {
        checks.fail("\(field)_\(text.name)", "card_number", "This looks like a card number. Never write one here.")
      }
    }
    for (value, name) in [(address.line1, "line1"), (address.city, "city"), (address.country, "country")] where value == nil {
      checks.fail("\(field)_\(name)", "required", "This is needed for an address.")
    }
    if address.name == nil, address.company == nil { checks.fail("\(field)_name", "required", "Whose address is it?") }
    if let country = address.country, !Address.isCountryCode(country) {
      checks.fail("\(field)_country", "invalid", "Choose a country.")
    }
    if let phone = address.phone, phone.utf8.filter({ (48...57).contains($0) }).count < 5 || phone.contains(where: \.isLetter) {
      checks.fail("\(field)_phone", "invalid", "This is not a phone number.")
    }
    return address
  }
}

extension Order {
  /// Writes down what the customer said (T15). Where delivery goes and to whom it is billed may be said until the order is placed.
  ///
  /// - Throws: ``RefusalCode/conflict`` for an order that is not sent, ``RefusalCode/orderLocked`` while a payment is under way.
  package mutating func fillIn(_ details: CustomerDetails, now: Instant) throws(Refusal) {
    try allowFillingIn()
    if let address = details.shippingAddress { shippingAddress = address }
    if let address = details.billingAddress { billingAddress = address }
    if let text = details.consent { consent = Consent(isGiven: true, text: text, givenAt: now) }
  }

  /// Refuses a customer's word that comes too early, too late, or while they pay.
  package func allowFillingIn() throws(Refusal) {
    try allow(.fillIn)
    if payments.contains(where: { $0.status.isPending || $0.status == .authorized }) {
      throw Refusal(.orderLocked, "A payment is under way. Finish it or choose another way to pay first.")
    }
  }

  /// Changes how it travels to a rate that the customer chose (T15). A price by hand is a term of the sale and stays.
  ///
  /// - Throws: ``RefusalCode/conflict`` where the price was set by hand, or money came in already for the total there is.
  package mutating func chooseShipping(_ line: ShippingLine) throws(Refusal) {
    try allowFillingIn()
    guard mayChooseShipping else { throw Refusal(.conflict, "How this order travels was agreed with the shop.") }
    shippingLine = line
  }

  /// Whether its customer may choose among the rates there are.
  package var mayChooseShipping: Bool {
    guard status == .invoiceSent, amountCounted == 0, lines.contains(where: \.requiresShipping) else { return false }
    guard let line = shippingLine else { return !isRegisterSale }
    return line.rateID != nil || line.isOutdated
  }

  /// Whether an address would send it to another place than the price of its delivery was made for.
  package func movesDelivery(to address: Address) -> Bool {
    guard let known = shippingAddress else { return false }
    func place(_ address: Address) -> [String?] {
      [address.country, address.region, address.postalCode, address.city].map { $0?.identityKey }
    }
    return place(known) != place(address)
  }
}

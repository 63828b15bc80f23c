import Domain
import Testing

/// What a customer says about a sent order on its link (T15), and what they may not.
struct FillingIn {
  private let now = OrderFixture.now
  private let home = Address(name: "Agnieszka Wójcik", line1: "Prinsesselaan 12", city: "Utrecht", postalCode: "3581 TD", country: "NL")

  private func sent() throws -> Order {
    var order = try OrderFixture.draft(1250)
    try order.sendInvoice(number: "INV-1", isFreeMeant: false, now: now)
    return order
  }

  private func details(_ change: (inout Address) -> Void) -> CustomerDetails {
    var details = CustomerDetails()
    var address = home
    change(&address)
    details.shippingAddress = address
    return details
  }

  @Test func `a sent order is completed and stays sent`() throws {
    var order = try sent()
    var details = details { _ in }
    details.consent = "I agree to the order terms"
    try order.fillIn(details, now: now)
    #expect(order.status == .invoiceSent)
    #expect(order.shippingAddress == home)
    #expect(order.consent == Consent(isGiven: true, text: "I agree to the order terms", givenAt: now))
  }

  @Test func `a draft is the shop's alone`() throws {
    var order = try OrderFixture.draft(1250)
    #expect { try order.fillIn(details { _ in }, now: now) } throws: { ($0 as? Refusal)?.code == .conflict }
  }

  @Test func `nothing is filled in while somebody pays`() throws {
    var order = try sent()
    var payment = OrderFixture.payment(1250, .gateway)
    payment.status = .requiresAction
    order.payments = [payment]
    #expect { try order.fillIn(details { _ in }, now: now) } throws: { ($0 as? Refusal)?.isPaymentUnderWay == true }
  }

  @Test func `nothing is filled in while a transfer is looked for`() throws {
    var order = try sent()
    var payment = OrderFixture.payment(1250, .bankTransfer)
    payment.status = .claimed
    order.payments = [payment]
    #expect { try order.fillIn(details { _ in }, now: now) } throws: { ($0 as? Refusal)?.code == .orderLocked }
  }

  @Test func `texts are put into their stored form, and ids of addresses mean nothing`() throws {
    var details = details {
      $0.id = ID("adr_01h455vb4pex5vsknk084sn02q")
      $0.city = "  Utrecht "
    }
    try details.settle()
    #expect(details.shippingAddress == home)
  }

  @Test(arguments: [
    ("ship_line1", "required"), ("ship_name", "card_number"), ("ship_country", "invalid"), ("ship_phone", "invalid"),
    ("ship_city", "control_character"),
  ])
  func `what cannot be is named as the form names it`(field: String, code: String) {
    var details = details {
      switch field {
      case "ship_line1": $0.line1 = "  "
      case "ship_name": $0.name = "4111 1111 1111 1111"
      case "ship_country": $0.country = "Holland"
      case "ship_phone": $0.phone = "call me maybe 12345"
      default: $0.city = "Ut\u{7}recht"
      }
    }
    #expect { try details.settle() } throws: {
      ($0 as? Refusal)?.failures.map(\.field) == [field] && ($0 as? Refusal)?.failures.map(\.code) == [code]
    }
  }

  @Test func `another place is another postal code, town, region or country, however it is spelt`() throws {
    var order = try sent()
    order.shippingAddress = home
    for (path, value) in [
      (\Address.country, "PL"), (\Address.postalCode, "3581 TE"), (\Address.city, "Zeist"), (\Address.region, "Utrecht"),
    ] {
      var other = home
      other[keyPath: path] = value
      #expect(order.movesDelivery(to: other))
    }
    var same = home
    same.city = "UTRECHT"
    same.line1 = "Prinsesselaan 14"
    #expect(!order.movesDelivery(to: same))
  }

  @Test(arguments: [
    ("4111 1111 1111 1111", true), ("4111-1111-1111-1111 thanks", true), ("card: 5555555555554444.", true), ("4111 1111 1111 1112", false),
    ("+31 6 1234 0018", false), ("0000 0000 0000 0000", false), ("Order 1053, 27 March 2026", false),
  ])
  func `numbers of cards are told from other numbers`(text: String, isCard: Bool) {
    #expect(CardNumberText.isLikely(text) == isCard)
  }
}

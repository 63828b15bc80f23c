import Domain
import Stores

extension UnitOfWork {
  /// Puts what a customer typed into its stored form and refuses what does not fit, all at once.
  ///
  /// - Returns: where they collect; nil for what is sent, or does not travel.
  func settle(_ purchase: inout CartPurchase, for cart: CartSight) throws -> Location? {
    var checks = FieldChecks()
    purchase.name = purchase.name?.trimmedText
    purchase.phone = purchase.phone?.trimmedText
    checks.text(purchase.name, "name", limit: 255)
    if let name = purchase.name, CardNumberText.isLikely(name) {
      checks.fail("name", "card_number", "This looks like a card number. Never write one here.")
    }
    checkPhone(purchase.phone, &checks)
    if let typed = purchase.email?.trimmedText {
      purchase.email = EmailAddress(typed)?.text
      if purchase.email == nil { checks.fail("email", "invalid", "This is not an e-mail address.") }
    } else {
      purchase.email = nil
      if purchase.phone == nil { checks.fail("email", "required", "Give an e-mail address or a phone number.") }
    }
    let place = try place(of: &purchase, cart, &checks)
    if place != nil, purchase.name == nil { checks.fail("name", "required", "Who collects the order?") }
    if purchase.paysOnCollection, place == nil || !cart.settings.onlineStore.takesPayOnCollection {
      checks.fail("pay", "not_offered", "This order is paid now.")
    }
    try checks.finish()
    return place
  }

  private func checkPhone(_ phone: String?, _ checks: inout FieldChecks) {
    checks.text(phone, "phone", limit: 64)
    if let phone, phone.utf8.filter({ (48...57).contains($0) }).count < 5 || phone.contains(where: \.isLetter) {
      checks.fail("phone", "invalid", "This is not a phone number.")
    }
  }

  private func place(of purchase: inout CartPurchase, _ cart: CartSight, _ checks: inout FieldChecks) throws -> Location? {
    guard cart.shipsGoods else {
      purchase.way = nil
      return nil
    }
    switch purchase.way {
    case .pickup(let key)?:
      if let place = try pickupPlaces().first(where: { $0.key == key }) { return place.location }
      checks.fail("way", "not_offered", "Orders cannot be collected there any more. Choose again.")
    case .delivery?: if try !delivers() { checks.fail("way", "not_offered", "Orders are collected here.") }
    case nil: checks.fail("way", "required", "Choose how you get your order.")
    }
    return nil
  }

  /// Where orders can be collected.
  func pickupPlaces() throws -> [PickupPlace] {
    try tx.locations.list(search: nil, in: nil, page: PageRequest(limit: 200)).elements.reversed().filter(\.offersPickup).map { location in
      PickupPlace(location: location, key: String(ContentHash.of(Array("pickup \(location.id.text)".utf8)).prefix(16)))
    }
  }

  /// Whether anything is sent anywhere: there is a rate.
  func delivers() throws -> Bool { try !tx.shipping.everything().1.isEmpty }
}

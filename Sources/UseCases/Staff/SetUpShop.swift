package import Domain
import SQLEngine
import Secrets
import Stores

/// What a new shop needs to know before its first sale.
package struct ShopOpening: Sendable {
  package var shopName: String
  /// ISO 4217.
  package var currency: String
  /// IANA name.
  package var timeZone: String
  package var ownerName: String
  package var email: String
  package var password: String
  /// With it the owner can stand at a till; nil for later.
  package var pin: String?

  package init(
    shopName: String, currency: String, timeZone: String, ownerName: String, email: String, password: String, pin: String? = nil
  ) {
    self.shopName = shopName
    self.currency = currency
    self.timeZone = timeZone
    self.ownerName = ownerName
    self.email = email
    self.password = password
    self.pin = pin
  }
}

extension Shop {
  /// The secret of the link that sets up an empty shop, once; nil for a shop that is set up. Each call ends the link before.
  package func offerSetUp() async throws -> String? {
    let secret = SecretText.make()
    let now = clock()
    return try await database.write { tx in
      guard try tx.settings.find() == nil else { return nil }
      try tx.oneTimeLinks.addSetUp(secretHash: SecretText.hash(secret), at: now)
      return secret
    }
  }

  /// Whether a set-up link still opens; guesses are counted by network address.
  package func isSetUp(_ secret: String, peer: String?) async throws -> Bool {
    guard secret.utf8.count <= 128 else { return false }
    let attempt = Attempt(subject: SignInSubject.link(peer), budget: .link)
    try await pay([attempt])
    let hash = SecretText.hash(secret)
    guard try await database.read({ tx in try tx.oneTimeLinks.isSetUp(secretHash: hash) }) else { return false }
    try await giveBack([attempt])
    return true
  }

  /// Sets up an empty shop by its link: settings, a first location and till, and the owner, who is signed in. Of two at once one wins,
  /// and nobody else ever becomes an owner this way (AUT-16).
  package func setUp(_ secret: String, _ opening: ShopOpening, peer: String?, replacing old: String?) async throws -> SignedIn {
    guard try await isSetUp(secret, peer: peer) else { throw Refusal.linkGone }
    // Whatever can be refused is refused before the link is spent.
    _ = try ShopSettings(opening: opening)
    guard EmailAddress(opening.email) != nil else {
      throw Refusal.invalid("email", "invalid", "This is not an e-mail address of plain letters, digits and marks.")
    }
    let hashed = try await hashed(password: opening.password, pin: opening.pin, by: .system)
    let linkHash = SecretText.hash(secret)
    try await write(by: .system) { work in
      guard try work.tx.settings.find() == nil else { throw Refusal.alreadySetUp }
      guard try work.tx.oneTimeLinks.consume(secretHash: linkHash, at: work.now) else { throw Refusal.linkGone }
      _ = try work.openShop(opening)
      _ = try work.addStaff(StaffDraft(name: opening.ownerName, role: .owner, email: opening.email), secrets: hashed)
    }
    return try await begin(hashed.staffID, at: nil, by: .password, replacing: old) { _ in true }
  }
}

/// Where a new shop starts to sell.
package struct OpenedShop: Sendable {
  package let location: Location
  package let register: Register
}

extension UnitOfWork {
  /// Writes the settings of a new shop and gives it one location, one till and one tax class without rates.
  package func openShop(_ opening: ShopOpening) throws -> OpenedShop {
    try principal.require(.manageSettings)
    guard try tx.settings.find() == nil else { throw Refusal.alreadySetUp }
    let settings = try ShopSettings(opening: opening)
    try tx.settings.save(settings)
    let location = Location(id: ids.next(), name: settings.shopName, createdAt: now)
    let register = Register(id: ids.next(), name: "Till 1", locationID: location.id, createdAt: now)
    try tx.locations.add(location)
    try tx.registers.add(register)
    try tx.tax.add(TaxClass(id: ids.next(), name: "Standard", isDefault: true, createdAt: now))
    try record("shop.opened", EventObject("location", location.id.text), at: location.id)
    return OpenedShop(location: location, register: register)
  }
}

extension ShopSettings {
  fileprivate init(opening: ShopOpening) throws {
    guard let currency = Currency(opening.currency) else {
      throw Refusal.invalid("currency", "unknown", "A currency is a code of three letters such as EUR.")
    }
    self.init(shopName: opening.shopName, currency: currency)
    timeZone = opening.timeZone
    try settle()
  }
}

import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

@Suite("Keeping settings")
struct KeepingSettings {
  @Test(arguments: Engine.underTest)
  func `what a shop decided is read as it was written`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    var settings = ShopSettings(shopName: "Łódź", currency: shop.euro)
    settings.taxID = "PL1"
    settings.businessDayCutOff = 240
    settings.cashStep = 5
    settings.rounding = .halfEven
    settings.holdLimit = 3
    settings.holdExpiryMinutes = 90
    settings.heldOrdersVisibility = .shop
    settings.barcodePrefixes = [BarcodePrefix(prefix: "29", meaning: .weight, decimals: 3)]
    settings.receiptFooter = "Thank you\nCome again"
    settings.bell.hasSound = false
    (settings.bell.volume, settings.bell.repeatSeconds) = (80, 30)
    (settings.bell.quietFrom, settings.bell.quietTo) = (1320, 420)
    settings.bell[rings: .payment] = false
    let written = settings
    try await shop.database.write { try $0.settings.save(written) }
    #expect(try await shop.database.read { try $0.settings.current() } == written)
  }
}

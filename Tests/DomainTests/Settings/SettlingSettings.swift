import Domain
import Testing

@Suite("Settling a shop's settings")
struct SettlingSettings {
  private func settings() throws -> ShopSettings {
    ShopSettings(shopName: "Corner bakery", currency: try #require(Currency("EUR")))
  }

  @Test func `a fresh shop is in order`() throws {
    var settings = try settings()
    try settings.settle()
    #expect(settings.cashRounding == .none)
    #expect(settings.discountLimit.text == "100")
  }

  @Test func `a shop in kroner rounds cash as its coins do`() throws {
    #expect(ShopSettings(shopName: "Hjørnet", currency: try #require(Currency("DKK"))).cashStep == 50)
  }

  @Test func `everything that is wrong is said at once`() throws {
    var settings = try settings()
    settings.shopName = " "
    settings.timeZone = "Mars"
    settings.cashStep = 0
    settings.barcodePrefixes = [.init(prefix: "29", meaning: .weight, decimals: 3), .init(prefix: "29", meaning: .price, decimals: 9)]
    do {
      try settings.settle()
      Issue.record("The settings were accepted.")
    } catch {
      #expect(
        error.failures.map(\.field) == [
          "shop_name", "time_zone", "cash_step", "barcode_prefixes[1].decimals", "barcode_prefixes[1].prefix",
        ])
    }
  }

  @Test(arguments: [("00:00", 0), ("04:30", 270), ("23:59", 1439)]) func `a day begins at a minute`(_ text: String, _ minutes: Int64) throws
  {
    #expect(ShopSettings.minutes(ofTime: text) == minutes)
    var settings = try settings()
    settings.businessDayCutOff = minutes
    #expect(settings.businessDayCutOffText == text)
  }

  @Test(arguments: ["24:00", "4:00", "04:60", "0400", "04:00:00", "ab:cd"]) func `anything else is no time of day`(_ text: String) {
    #expect(ShopSettings.minutes(ofTime: text) == nil)
  }
}

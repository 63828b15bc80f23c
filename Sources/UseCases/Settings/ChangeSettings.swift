package import Domain
import Stores

extension UnitOfWork {
  package func readSettings() throws -> ShopSettings {
    try principal.require(.readSettings)
    return try tx.settings.current()
  }

  /// Changes what the shop decided about itself.
  ///
  /// - Throws: `validationFailed` naming every field; ``RefusalCode/inUse`` for a currency that prices, drawers or credit are kept in.
  package func changeSettings(_ changes: Changes<ShopSettings>) throws -> ShopSettings {
    try principal.require(.manageSettings)
    let before = try tx.settings.current()
    var settings = before
    changes.apply(to: &settings)
    try settings.settle()
    if settings.timeZone != before.timeZone { try requireKnownTimeZone(settings.timeZone) }
    if settings.currency != before.currency { try requireNothingPriced() }
    if let id = settings.onlineStore.locationID, id != before.onlineStore.locationID, try tx.locations.find(id) == nil {
      throw Refusal.unknownReference("online_store_location_id", "location")
    }
    settings.version = before.version.addingReportingOverflow(1).partialValue
    try tx.settings.save(settings)
    try tx.catalog.touchRules()
    try record("settings.updated", EventObject("settings", "settings", version: settings.version), at: nil)
    return settings
  }

  private func requireNothingPriced() throws {
    guard try tx.catalog.isEmpty(), try !tx.customers.holdCredit(), try !tx.registerSessions.isAnyOpen() else {
      throw Refusal.inUse("Prices, store credit or open drawers are kept in the shop's currency, so it cannot change any more.")
    }
  }
}

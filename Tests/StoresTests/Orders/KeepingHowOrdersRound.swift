import Domain
import SQLEngine
import Stores
import TestSupport
import Testing

/// Where exact halves go is kept with the shop and with each order (rule M7).
struct KeepingHowOrdersRound {
  @Test(arguments: Engine.underTest)
  func `an order is read back with the rounding it was made with`(on engine: Engine) async throws {
    let shop = try await StockedShop(on: engine)
    for (index, rounding) in Rounding.allCases.enumerated() {
      let order = Order(
        id: shop.ids.next(), clientID: nil, draftNumber: Int64(index + 1), channel: .phone, currency: shop.euro, pricesIncludeTax: true,
        taxesEnabled: true, taxRounding: .document, rounding: rounding, createdAt: shop.now)
      try await shop.database.write { try $0.orders.add(order, contentHash: nil) }
      let read = try await shop.database.read { try $0.orders.find(order.id, in: .everything) }
      #expect(read?.rounding == rounding)
    }
  }

  @Test(arguments: Engine.underTest)
  func `what was there before the choice goes on to round halves away from zero`(on engine: Engine) async throws {
    let test = try await TestDatabase(on: engine, migrated: false)
    let migrations = try Migrations.migrator(for: engine.dialect).migrations
    _ = try await Migrator(Array(migrations.prefix { $0.name != "0046_rounding" })).migrate(test.database)
    try await test.write { tx in
      try tx.execute(
        """
        INSERT INTO settings (id, shop_name, currency, language, time_zone, business_day_cut_off, prices_include_tax, tax_rounding, cash_step,
          require_register_session, held_orders_visibility, hold_reserves_stock, held_price_first_choice, require_discard_reason,
          discount_limit, order_number_prefix, low_stock_level, barcode_prefixes, version)
        VALUES (1, 'The corner bakery', 'EUR', 'en', 'UTC', 0, 1, 'line', 1, 0, 'location', 0, 'keep', 0, 1000000, '', 3000, '[]', 1)
        """)
      try tx.execute(
        """
        INSERT INTO orders (id, draft_number, number_sort, created_at, channel, currency, tax_rounding, version, status, payment_status,
          fulfillment_status, return_status, display_status, prices_include_tax, taxes_enabled, tags, subtotal, discount_total,
          shipping_total, tax_total, total, cash_rounding, amount_paid, amount_refunded, item_count, updated_at)
        VALUES ('ord_old', 1, 1, 5, 'phone', 'EUR', 'line', 1, 'draft', 'unpaid', 'unfulfilled', 'none', 'draft', 1, 1, '[]', 0, 0, 0, 0, 0,
          0, 0, 0, 0, 5)
        """)
    }
    _ = try await Migrator(migrations).migrate(test.database)
    try await test.write { tx in
      #expect(try tx.settings.current().rounding == .halfUp)
      let order = try #require(try tx.orders.find(ID<Order>(stored: "ord_old"), in: .everything))
      #expect((order.rounding, order.taxRounding) == (.halfUp, .line))
    }
  }
}

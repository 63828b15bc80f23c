import Domain
import Stores

extension UnitOfWork {
  /// The day that now belongs to at a place: one begins at the shop's hour, not at midnight.
  func businessDay(in timeZone: String, _ settings: ShopSettings) -> CalendarDate {
    BusinessDays.day(of: now, cutOff: settings.businessDayCutOff, offset: ZoneOffset(timeZone).seconds(at:))
  }

  /// The day that now belongs to in the shop's own zone; what is overdue is so everywhere at once.
  func businessDay() throws -> CalendarDate {
    let settings = try tx.settings.current()
    return businessDay(in: settings.timeZone, settings)
  }

  /// The orders with the day on which they were read, where they have terms of payment that it matters to.
  func dated(_ orders: [Order]) throws -> [Order] {
    guard orders.contains(where: { $0.paymentTerms != nil }) else { return orders }
    let today = try businessDay()
    return orders.map { order in
      var order = order
      if order.paymentTerms != nil { order.readOn = today }
      return order
    }
  }

  /// Begins to count an order's terms of payment, with its sending or placing.
  func startTerms(of order: inout Order) throws {
    guard order.paymentTerms != nil, order.dueFrom == nil else { return }
    let zone = try order.locationID.flatMap { try tx.locations.find($0)?.timeZone }
    order.startTerms(on: ShopDay.of(now, in: try zone ?? tx.settings.current().timeZone))
  }
}

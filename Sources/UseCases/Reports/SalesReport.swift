package import Domain
import Stores

/// What a report is asked for.
package struct ReportRequest: Sendable {
  /// One end of a period: a whole business day, or a moment.
  package enum Edge: Sendable, Equatable {
    case day(CalendarDate)
    case moment(Instant)
  }

  /// Nil for four weeks that end with today.
  package var from: Edge?
  /// A day counts to its end, a moment is not in the period itself. Nil for today.
  package var to: Edge?
  package var grouping = SalesGrouping.day
  package var locationID: ID<Location>?
  /// Nil for the shop's own.
  package var currency: Currency?

  package init() {}

  /// The longest period: a hundred years.
  package static let longest: Int64 = 36_525
}

/// What was sold in a period, and what it brought.
package struct SalesReport: Sendable {
  package let period: ReportPeriod
  package let grouping: SalesGrouping
  /// Days in their order; everything else by net sales, the most first.
  package let rows: [SalesRow]
  package let total: SalesFigures
  /// Each channel of each day, where they were read.
  package let daily: [(day: CalendarDate, channel: Channel, figures: SalesFigures)]
}

extension UnitOfWork {
  /// Sums the ledger up. Every channel is in it; held and unpaid orders are not (S1, S5).
  ///
  /// - Parameter withDays: whether each channel of each day is summed up too, whatever the grouping.
  /// - Throws: ``RefusalCode/validationFailed`` for a period, location or currency that cannot be.
  package func salesReport(_ request: ReportRequest, withDays: Bool = false) throws -> SalesReport {
    let period = try reportPeriod(request)
    var daily: [(day: CalendarDate, channel: Channel, figures: SalesFigures)] = []
    var sums: [String?: SalesRow] = [:]
    let isDaily = request.grouping == .day || request.grouping == .channel
    for part in period.parts {
      if withDays || request.grouping == .day { daily += try tx.salesReader.daily(part.extent, part.days) }
      guard !isDaily || (request.grouping == .channel && !withDays) else { continue }
      for row in try tx.salesReader.sums(part.extent, by: request.grouping) { sums.add(row) }
    }
    if isDaily {
      for cell in daily {
        sums.add(SalesRow(key: request.grouping == .day ? cell.day.text : cell.channel.rawValue, figures: cell.figures))
      }
    }
    var names = try tx.salesReader.names(of: request.grouping)
    if request.grouping == .product {
      for part in period.parts { names.merge(try tx.salesReader.titles(part.extent)) { known, _ in known } }
    }
    var rows = sums.values.map { row in
      var row = row
      row.title = row.key.flatMap { names[$0] }
      return row
    }
    rows.sort { left, right in
      if request.grouping == .day { return (left.key ?? "") < (right.key ?? "") }
      return left.figures.net != right.figures.net ? left.figures.net > right.figures.net : (left.key ?? "") < (right.key ?? "")
    }
    var total = SalesFigures()
    for row in rows { total.add(row.figures) }
    // An order with two products counts for both of them, and once in all.
    if request.grouping == .product { total.orders = try self.total(of: period).orders }
    return SalesReport(period: period, grouping: request.grouping, rows: rows, total: total, daily: daily)
  }

  /// The figures of as many days just before a period.
  package func salesBefore(_ period: ReportPeriod) throws -> SalesFigures {
    guard let before = try period.before(in: self) else { return SalesFigures() }
    return try total(of: before)
  }

  /// Taxes by title and rate, the highest first; what bears none last.
  package func taxReport(_ period: ReportPeriod) throws -> [TaxFigures] {
    try principal.require(.readReports)
    var taxes: [TaxFigures] = []
    for part in period.parts {
      for tax in try tx.salesReader.taxes(part.extent) {
        if let index = taxes.firstIndex(where: { $0.title == tax.title && $0.rate == tax.rate }) {
          taxes[index].taxable += tax.taxable
          taxes[index].amount += tax.amount
        } else {
          taxes.append(tax)
        }
      }
    }
    return taxes.sorted { left, right in
      guard let rate = left.rate, let other = right.rate else { return left.rate != nil && right.rate == nil }
      return rate != other ? rate > other : (left.title ?? "") < (right.title ?? "")
    }
  }

  /// The business day that it is at a location, or in the shop's own zone.
  package func reportToday(at location: ID<Location>?) throws -> CalendarDate {
    try principal.require(.readReports)
    let settings = try tx.settings.current()
    let zone = try (location ?? principal.locationID).flatMap { try tx.locations.find($0, in: principal.locationID)?.timeZone }
    return businessDay(in: zone ?? settings.timeZone, settings)
  }

  /// The locations that a report can be narrowed down to; removed ones last.
  package func reportLocations() throws -> [(id: ID<Location>, name: String)] {
    try principal.require(.readReports)
    let places = try tx.salesReader.places().filter { principal.sees($0.id) }
    return (places.filter { !$0.isGone } + places.filter(\.isGone)).map { ($0.id, $0.name) }
  }

  /// What is put aside, sent or not paid at the moment, in the currency of a report and where it looks.
  package func openOrders(of period: ReportPeriod) throws -> OpenOrders {
    try principal.require(.readReports)
    return try tx.salesReader.openOrders(in: period.currency, at: period.locationID)
  }

  /// Currencies that there are reports in, the shop's own first.
  package func reportCurrencies() throws -> [Currency] {
    try principal.require(.readReports)
    let own = try tx.settings.current().currency
    return [own] + (try tx.salesReader.currencies()).filter { $0 != own }
  }

  private func total(of period: ReportPeriod) throws -> SalesFigures {
    var total = SalesFigures()
    for part in period.parts { total.add(try tx.salesReader.total(part.extent)) }
    return total
  }
}

extension [String?: SalesRow] {
  fileprivate mutating func add(_ row: SalesRow) {
    self[row.key, default: SalesRow(key: row.key, title: row.title, figures: SalesFigures())].figures.add(row.figures)
  }
}

import Domain
import UseCases

/// The table of a report: a row for each key and one that adds up.
struct ReportTable {
  let report: SalesReport
  let format: ReportFormat

  /// Rows that a page shows; the file has all of them.
  private static let most = 200

  private func say(_ key: String, _ values: [String: String] = [:]) -> String { format.texts.say("reports.\(key)", values) }
  private var hasCharges: Bool { report.rows.contains { $0.figures.shipping != 0 || $0.figures.fees != 0 } }

  var dictionary: [String: View] {
    let shown = report.rows.prefix(Self.most)
    var rows = shown.map { row(name(of: $0), $0.figures, icon: report.grouping == .channel ? ChannelGroup.icon(of: $0.key) : nil) }
    if report.rows.count > Self.most {
      var rest = SalesFigures()
      for row in report.rows.dropFirst(Self.most) { rest.add(row.figures) }
      rows.append(row(say("more", ["count": format.count(Int128(report.rows.count - Self.most))]), rest, icon: nil))
    }
    return [
      "key_title": .text(say("col.\(report.grouping.rawValue)")), "has_charges": .flag(hasCharges), "rows": .list(rows),
      "total": row(say("all.\(report.grouping.rawValue)"), report.total, icon: nil),
      "table_title": .text(say("by.\(report.grouping.rawValue)")),
    ]
  }

  private func name(of row: SalesRow) -> String {
    if report.grouping == .day { return row.key.flatMap(CalendarDate.init(text:)).map { format.day($0, withYear: true) } ?? "" }
    return ReportWords.name(of: row, grouping: report.grouping, format.texts) ?? ""
  }

  private func row(_ name: String, _ figures: SalesFigures, icon: String?) -> View {
    var view: [String: View] = [
      "row_name": .text(name), "orders": .text(format.count(figures.orders)), "units": .text(format.units(figures.units)),
      "gross": .text(format.amount(figures.gross)), "discounts": .text(format.reduction(figures.discounts)),
      "refunds": .text(format.reduction(figures.refunds)), "net": .text(format.amount(figures.net)),
      "tax": .text(format.amount(figures.tax)), "cost": .text(format.amount(figures.cost)), "profit": .text(format.amount(figures.profit)),
      "margin": .text(format.percent(figures.marginPerMille)),
      "charges": .object(["charges_amount": .text(format.amount(figures.shipping + figures.fees))]),
    ]
    if !hasCharges { view["charges"] = nil }
    if let icon { view["row_icon"] = .text(icon) }
    return .object(view)
  }
}

import Domain
import UseCases

/// What the page of a report shows.
struct ReportView {
  let choice: ReportPages.Choice
  let report: SalesReport
  let before: SalesFigures
  let open: OpenOrders
  let taxes: [TaxFigures]
  let locations: [(id: ID<Location>, name: String)]
  let currencies: [Currency]
  let format: ReportFormat

  private var texts: Texts { format.texts }
  private func say(_ key: String, _ values: [String: String] = [:]) -> String { texts.say("reports.\(key)", values) }

  var dictionary: [String: View] {
    var view = form.merging(charts) { $1 }.merging(ReportTable(report: report, format: format).dictionary) { $1 }
    view["range"] = .text(format.range(report.period.first, report.period.last))
    view["figures"] = .list(figures)
    view["note"] = .text(say("note", ["currency": report.period.currency.code]))
    view["is_empty"] = .flag(report.rows.isEmpty)
    if report.total.unitsWithoutCost > 0 {
      view["uncosted"] = .text(say("uncosted", ["units": format.units(report.total.unitsWithoutCost)]))
    }
    if open.unpaid.orders > 0 {
      view["unpaid"] = .text(
        say("unpaid", ["amount": format.money(open.unpaid.amount), "orders": orders(Int128(open.unpaid.orders))]))
    }
    view["has_taxes"] = .flag(taxes.contains { $0.rate != nil })
    view["taxes"] = .list(
      taxes.map { tax in
        .object([
          "tax_title": .text(tax.title ?? say("untaxed")), "tax_rate": .text(tax.rate.map { "\($0.text)%" } ?? ""),
          "taxable": .text(format.amount(tax.taxable)), "tax_amount": .text(format.amount(tax.amount)),
        ])
      })
    view["tax_total"] = .text(format.amount(taxes.reduce(0) { $0 + $1.amount }))
    view["taxable_total"] = .text(format.amount(taxes.reduce(0) { $0 + $1.taxable }))
    return view
  }

  private func orders(_ count: Int128) -> String { say(count == 1 ? "orders.one" : "orders.other", ["count": format.count(count)]) }

  // The form.

  private var form: [String: View] {
    let period = report.period
    func option(_ value: String, _ label: String, _ isChosen: Bool) -> View {
      .object(["value": .text(value), "label": .text(label), "is_chosen": .flag(isChosen)])
    }
    var view: [String: View] = [
      "spans": .list(ReportSpan.allCases.map { option($0.rawValue, say("period.\($0.rawValue)"), $0 == choice.span) }),
      "is_custom": .flag(choice.span == .custom), "from": .text(period.first.text), "to": .text(period.last.text),
      "groupings": .list(SalesGrouping.allCases.map { option($0.rawValue, say("by.\($0.rawValue)"), $0 == choice.grouping) }),
      "csv": .text(csv),
    ]
    if locations.count > 1 {
      let every = option("", say("every_location"), choice.locationID == nil)
      view["locations"] = .object([
        "choices": .list([every] + locations.map { option($0.id.text, $0.name, $0.id == choice.locationID) })
      ])
    }
    if currencies.count > 1 {
      view["currencies"] = .object(["choices": .list(currencies.map { option($0.code, $0.code, $0 == period.currency) })])
    }
    return view
  }

  private var csv: String {
    let period = report.period
    var address = "/api/v1/reports/sales.csv?from=\(period.first.text)&to=\(period.last.text)&group_by=\(report.grouping.rawValue)"
    address += "&currency=\(period.currency.code)"
    return choice.locationID.map { "\(address)&location_id=\($0.text)" } ?? address
  }

  // The four figures.

  private var figures: [View] {
    let total = report.total
    let net = format.growth(of: total.net, over: before.net)
    let span = stretch(report.period.dayCount)
    let margin = total.marginPerMille.map { say("of_net", ["percent": format.percent($0)]) }
    return [
      figure("net", format.money(total.net), net.map { "\($0.text) \(span)" } ?? say("before.nothing"), isUp: net?.isUp),
      figure("profit", format.money(total.profit), [margin, points].compactMap(\.self).joined(separator: ", "), isUp: nil),
      figure("orders_placed", format.count(total.orders), orderChange(span), isUp: before.orders > 0 ? total.orders >= before.orders : nil),
      figure(
        "open", format.money(open.held.amount + open.sent.amount),
        say("not_in", ["orders": orders(Int128(open.held.orders + open.sent.orders))]), isUp: nil),
    ]
  }

  private func stretch(_ days: Int64) -> String {
    if days == 1 { return say("before.day") }
    if days >= 14, days.isMultiple(of: 7) { return say("before.weeks", ["count": format.count(Int128(days / 7))]) }
    return say("before.days", ["count": format.count(Int128(days))])
  }

  private func figure(_ name: String, _ value: String, _ note: String, isUp: Bool?) -> View {
    .object([
      "figure": .text(say(name)), "figure_value": .text(value), "figure_note": .text(note.isEmpty ? "–" : note),
      "is_up": .flag(isUp == true), "is_down": .flag(isUp == false),
    ])
  }

  /// By how many points of a percent the margin is above that of before.
  private var points: String? {
    guard let now = report.total.marginPerMille, let then = before.marginPerMille else { return nil }
    let text = format.percent(now - then).dropLast()
    return say("points", ["points": now > then ? "+\(text)" : String(text)])
  }

  private func orderChange(_ span: String) -> String {
    guard before.orders > 0 else { return say("before.nothing") }
    let change = report.total.orders - before.orders
    return "\(change > 0 ? "+" : "")\(format.count(change)) \(span)"
  }

  // The charts.

  private var charts: [String: View] {
    let days = DayChart(
      columns: DayChart.columns(report.daily, from: report.period.first, through: report.period.last), format: format, title: dayTitle)
    let grouping = report.grouping == .day ? SalesGrouping.channel : report.grouping
    let groups = GroupChart(bars: bars(grouping), format: format, title: say("by.\(grouping.rawValue)"))
    return [
      "groups_title": .text(groups.title), "groups_chart": .text(groups.svg()), "days_title": .text(dayTitle),
      "days_chart": .text(days.svg()), "days_name": .text(say("col.day")), "days_net": .text(say("net")),
      "days_legend": .list(days.groups.map { .object(["group": .text($0.rawValue), "group_name": .text(say("group.\($0.rawValue)"))]) }),
      "days_rows": .list(
        days.columns.filter { !$0.parts.isEmpty }.map {
          .object(["day": .text(format.range($0.first, $0.last)), "day_net": .text(format.money($0.net))])
        }),
    ]
  }

  private var dayTitle: String {
    let size = DayChart.daysInColumn(of: report.period.dayCount)
    return size == 1 ? say("by_day") : size == 7 ? say("by_week") : say("by_days", ["count": String(size)])
  }

  private func bars(_ grouping: SalesGrouping) -> [GroupChart.Bar] {
    var rows = report.rows
    if report.grouping == .day {
      var sums: [Channel: SalesFigures] = [:]
      for cell in report.daily { sums[cell.channel, default: SalesFigures()].add(cell.figures) }
      rows = sums.map { SalesRow(key: $0.key.rawValue, figures: $0.value) }.sorted { $0.figures.net > $1.figures.net }
    }
    return rows.filter { grouping != .product || $0.key != nil }.prefix(GroupChart.most).map { row in
      GroupChart.Bar(
        name: ReportWords.name(of: row, grouping: grouping, texts) ?? row.key ?? "", net: row.figures.net, profit: row.figures.profit)
    }
  }
}

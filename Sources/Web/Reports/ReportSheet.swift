import Documents
import Domain
import UseCases

/// A sales report as rows for spreadsheets: amounts in units of the currency, names that can be no formula (INJ-04).
enum ReportSheet {
  static func head(_ report: SalesReport) -> String {
    var row = CSVRow()
    for name in [
      report.grouping.rawValue, "name", "currency", "orders", "units", "returned_units", "gross", "discounts", "refunds", "net", "tax",
      "shipping", "fees", "cost", "profit",
    ] {
      row.add(plain: name)
    }
    return "\u{FEFF}" + row.line
  }

  static func row(_ row: SalesRow, of report: SalesReport, _ texts: Texts) -> String {
    var cells = CSVRow()
    let currency = report.period.currency
    let figures = row.figures
    cells.add(row.key)
    cells.add(ReportWords.name(of: row, grouping: report.grouping, texts))
    cells.add(plain: currency.code)
    cells.add(plain: String(figures.orders))
    cells.add(plain: ReportJSON.thousandths(figures.units))
    cells.add(plain: ReportJSON.thousandths(figures.returnedUnits))
    for amount in [
      figures.gross, figures.discounts, figures.refunds, figures.net, figures.tax, figures.shipping, figures.fees, figures.cost,
      figures.profit,
    ] {
      cells.add(plain: WideAmount.decimal(amount, of: currency))
    }
    return cells.line
  }
}

/// Amounts beyond 64 bits as text.
enum WideAmount {
  /// With the decimals of the currency and nothing else: `-1234.50`.
  static func decimal(_ amount: Int128, of currency: Currency) -> String {
    var digits = String(amount.magnitude)
    let exponent = currency.exponent
    if digits.utf8.count <= exponent { digits = String(repeating: "0", count: exponent + 1 - digits.utf8.count) + digits }
    let sign = amount < 0 ? "-" : ""
    return exponent == 0 ? sign + digits : "\(sign)\(digits.dropLast(exponent)).\(digits.suffix(exponent))"
  }
}

/// What a row of a report is called by people.
enum ReportWords {
  static func name(of row: SalesRow, grouping: SalesGrouping, _ texts: Texts) -> String? {
    switch grouping {
    case .day: return nil
    case .channel: return row.key.map { texts.say("reports.channel.\($0)") }
    case .location, .register, .staff, .product:
      guard let key = row.key else { return texts.say("reports.none.\(grouping.rawValue)") }
      return row.title ?? key
    }
  }
}

import Domain
import JSON
import UseCases

/// `/reports`: what was sold and what it brought, summed up from the ledger (B15); also as a file for spreadsheets.
enum ReportAPI {
  static let parameters = ["from", "to", "group_by", "location_id", "currency"]

  static func routes(_ api: inout RouteGroup) {
    api.get("/reports/sales", sales, query: parameters + ["compare"])
    api.get("/reports/sales.csv", export, query: parameters)
    api.get("/reports/taxes", taxes, query: ["from", "to", "location_id", "currency"])
  }

  private static func sales(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let request = query.report()
    let isCompared = query.flag("compare") ?? false
    try query.finish()
    let (report, before, open) = try await call.read { work in
      let report = try work.salesReport(request)
      return (report, isCompared ? try work.salesBefore(report.period) : nil, try work.openOrders(of: report.period))
    }
    return Reply.json { json in
      json.object {
        ReportJSON.write(report.period, to: &$0)
        $0.member("group_by", report.grouping.rawValue)
        $0.member("data", array: report.rows) { ReportJSON.write($1, to: &$0) }
        $0.key("total")
        $0.object { ReportJSON.write(report.total, to: &$0) }
        $0.key("before")
        if let before { $0.object { ReportJSON.write(before, to: &$0) } } else { $0.null() }
        $0.key("open")
        $0.object { ReportJSON.write(open, to: &$0) }
      }
    }
  }

  private static func taxes(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let request = query.report()
    try query.finish()
    let (period, taxes) = try await call.read { work in
      let period = try work.reportPeriod(request)
      return (period, try work.taxReport(period))
    }
    return Reply.json { json in
      json.object {
        ReportJSON.write(period, to: &$0)
        $0.member("data", array: taxes) { writer, tax in
          writer.object {
            $0.member("title", tax.title)
            $0.member("rate", tax.rate?.text)
            $0.member("taxable", wide: tax.taxable)
            $0.member("tax", wide: tax.amount)
          }
        }
      }
    }
  }

  /// The rows as a file, written in pieces; refused before the first byte leaves.
  private static func export(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let request = query.report()
    try query.finish()
    let report = try await call.read { work in
      let report = try work.salesReport(request)
      return report
    }
    let texts = call.site.texts
    return Reply(
      status: 200,
      body: .stream { write in
        try await write(Array(ReportSheet.head(report).utf8))
        for start in stride(from: 0, to: report.rows.count, by: 500) {
          let rows = report.rows[start..<min(start + 500, report.rows.count)]
          try await write(Array(rows.map { ReportSheet.row($0, of: report, texts) }.joined().utf8))
        }
      }
    )
    .with("Content-Type", "text/csv; charset=utf-8")
    .with("Content-Disposition", "attachment; filename=\"sales-\(report.period.first.text)-\(report.period.last.text).csv\"")
    // A connection that watched for its receiver to leave is not used again.
    .with("Connection", "close")
  }
}

extension QueryReader {
  /// What a report is asked for; an end of the period is a business day or a moment.
  func report() -> ReportRequest {
    var request = ReportRequest()
    request.from = edge("from")
    request.to = edge("to")
    request.grouping = choice("group_by") ?? .day
    request.locationID = id("location_id")
    if let code = given("currency") {
      request.currency = Currency(code)
      if request.currency == nil { fail("currency", "unknown", "A currency is a code of three letters such as EUR.") }
    }
    return request
  }

  private func edge(_ name: String) -> ReportRequest.Edge? {
    guard let raw = given(name) else { return nil }
    if let day = CalendarDate(text: raw) { return .day(day) }
    if let moment = Instant(text: raw) { return .moment(moment) }
    fail(name, "date", "A day such as 2026-12-24, or a time in RFC 3339.")
    return nil
  }
}

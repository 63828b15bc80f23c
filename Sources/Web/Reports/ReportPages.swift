import Domain
import UseCases

/// `/admin/reports`: sales and profit of a period (B15). A plain form and charts drawn here, so that it needs no script.
enum ReportPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/reports", show, query: ["period", "from", "to", "location_id", "group_by", "currency"])
  }

  /// What the form says.
  struct Choice: Sendable {
    var span = ReportSpan.fourWeeks
    var from: CalendarDate?
    var to: CalendarDate?
    var grouping = SalesGrouping.channel
    var locationID: ID<Location>?
    var currency: Currency?

    /// As it is asked for, once it is known what day it is.
    func request(today: CalendarDate) -> ReportRequest {
      var request = ReportRequest()
      var days = span.days(until: today) ?? (from ?? to ?? today, to ?? max(today, from ?? today))
      if days.1 < days.0 { days = (days.1, days.0) }
      request.from = .day(max(days.0, days.1.adding(days: 1 - ReportRequest.longest)))
      request.to = .day(days.1)
      request.grouping = grouping
      request.locationID = locationID
      request.currency = currency
      return request
    }
  }

  private static func show(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    var read = Choice()
    read.span = query.choice("period") ?? .fourWeeks
    read.grouping = query.choice("group_by") ?? .channel
    read.from = query.text("from").flatMap(CalendarDate.init(text:))
    read.to = query.text("to").flatMap(CalendarDate.init(text:))
    read.locationID = query.text("location_id").flatMap { ID<Location>($0) }
    read.currency = query.text("currency").flatMap { Currency($0) }
    try query.finish()
    let choice = read
    let texts = call.site.texts
    let view = try await call.read { work in
      let report = try work.salesReport(choice.request(today: try work.reportToday(at: choice.locationID)), withDays: true)
      return ReportView(
        choice: choice, report: report, before: try work.salesBefore(report.period), open: try work.openOrders(of: report.period),
        taxes: try work.taxReport(report.period), locations: try work.reportLocations(), currencies: try work.reportCurrencies(),
        format: ReportFormat(currency: report.period.currency, texts: texts))
    }
    return try await call.office(
      OfficePage(
        title: texts.say("reports.title"), active: "reports", template: "reports/sales", view: view.dictionary, sheets: ["reports"],
        module: "office/reports/reports-view.js", texts: ["reports."]))
  }
}

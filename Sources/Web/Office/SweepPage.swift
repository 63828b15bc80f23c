import Domain
import UseCases

/// `/admin/sweep`: what the day leaves unfinished, with a proposal for each (A9).
enum SweepPage {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/sweep", show, query: ["location_id"])
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.readOrders)
    try call.principal.require(.readMessages)
    return try await call.office(
      OfficePage(
        title: call.site.texts.say("sweep.title"), active: "sweep", template: "office/sweep", sheets: ["orders", "sweep"],
        module: "office/sweep/sweep-view.js", texts: ["sweep."]))
  }
}

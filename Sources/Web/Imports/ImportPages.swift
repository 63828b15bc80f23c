import Domain
import JSON
import UseCases

/// `/admin/imports`: a CSV file of products or customers, with an answer for every line that is wrong.
enum ImportPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/imports", show)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.importData)
    let locations = try await call.read { try $0.listLocations(search: nil, page: PageRequest(limit: 200)).elements }
    let view: [String: View] = [
      "locations": .list(locations.map { .object(["id": .text($0.id.text), "name": .text($0.name)]) }),
      "has_choice": .flag(locations.count > 1),
    ]
    return try await call.office(
      OfficePage(
        title: call.site.texts.say("imports.title"), active: "imports", template: "imports/import", view: view, sheets: ["office-form"],
        module: "imports/import-view.js", texts: ["imports."], data: .object([("limit", .number(String(ImportAPI.octetLimit)))])))
  }
}

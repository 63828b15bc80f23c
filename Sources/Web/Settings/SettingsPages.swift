import Domain
import UseCases

/// `/admin/settings`: everything the shop decided about itself, on one page (B14).
enum SettingsPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/settings", show)
  }

  private static func show(_ call: Call) async throws -> Reply {
    let settings = try await call.read { try $0.readSettings() }
    let say = call.words("settings.")
    var form = ResourceForm(say("title"), back: (call.site.texts.say("office.nav.orders"), "/admin/orders"), path: "/settings")
    form.sections = SettingsForm(settings: settings, say: say).sections
    form.lock = try call.lock(unless: .manageSettings)
    return try await call.office(form, active: "settings")
  }
}

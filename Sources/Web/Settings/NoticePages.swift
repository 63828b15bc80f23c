import Domain
import UseCases

/// `/admin/settings/notices`: what customers are told of their money by itself, and when they are reminded of what is due (C4).
enum NoticePages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/settings/notices", show)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageSettings)
    let settings = try await call.read { try $0.readSettings() }
    let doors = try await call.shop.openDoors()
    let say = call.words("notice_settings.")
    var form = ResourceForm(say("title"), back: (call.site.texts.say("settings.title"), "/admin/settings"), path: "/settings")
    form.mark = doors.isEmailReady ? nil : (say("no_email"), "chip-on_hold")
    let told = NoticeKind.allCases.filter { settings[tells: $0] }.map(\.rawValue)
    let kinds = NoticeKind.allCases.map { ResourceField.Choice($0.rawValue, say($0.rawValue), hint: say("\($0.rawValue)_help")) }
    form.sections = [
      ResourceForm.Section(
        say("notices"), help: say("notices_help"), [ResourceField("notices", say("kinds"), .flags(kinds, given: Set(told))).wide()]),
      ResourceForm.Section(say("reminders"), help: say("reminders_help"), rows: [reminders(settings.reminders, say)]),
    ]
    return try await call.office(form, active: "notices")
  }

  private static func reminders(_ days: [Int64], _ say: @escaping (String) -> String) -> ResourceRows {
    let fields = { (days: Int64?) -> [ResourceField] in
      [.number("days", say("days"), days.map(String.init)).required().help(say("days_help"))]
    }
    return ResourceRows(
      "reminders", say("reminders"), rows: days.map { .init(fields: fields($0)) }, blank: fields(nil), add: say("add"), empty: say("none"))
  }
}

import Domain
import UseCases

/// `/admin/settings/alerts`: how notices for staff sound, and when it is quiet (A12).
enum AlertPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/settings/alerts", show)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageSettings)
    let settings = try await call.read { try $0.readSettings() }
    let bell = settings.bell
    let say = call.words("alert_settings.")
    var form = ResourceForm(say("title"), back: (call.site.texts.say("settings.title"), "/admin/settings"), path: "/settings")
    form.together = ["alert_quiet_from", "alert_quiet_to"]
    let ringing = Alert.Kind.allCases.filter { bell[rings: $0] }.map(\.rawValue)
    let kinds = Alert.Kind.allCases.map { kind in
      ResourceField.Choice(kind.rawValue, say("kind.\(kind.rawValue)"), hint: say("kind.\(kind.rawValue)_help"))
    }
    let time = { (minutes: Int64?) in minutes.map(ShopSettings.time(ofMinutes:)) }
    form.sections = [
      ResourceForm.Section(
        say("sound"), help: say("sound_help"),
        [
          .flag("alert_sound", say("on"), bell.hasSound).wide(),
          .number("alert_volume", say("volume"), String(bell.volume)).required().help(say("volume_help")),
          .number("alert_repeat_seconds", say("repeat"), String(bell.repeatSeconds)).required().help(say("repeat_help")),
          ResourceField("alert_kinds", say("kinds"), .flags(kinds, given: Set(ringing))).wide(),
        ]),
      ResourceForm.Section(
        say("quiet"), help: say("quiet_help").replacing("{zone}", with: settings.timeZone),
        [
          .text("alert_quiet_from", say("quiet_from"), time(bell.quietFrom), type: "time"),
          .text("alert_quiet_to", say("quiet_to"), time(bell.quietTo), type: "time"),
        ]),
    ]
    return try await call.office(form, active: "alerts")
  }
}

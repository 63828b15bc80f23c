import Domain
import UseCases

/// `/admin/settings/messages`: by which mail server and SMS gateway messages leave, and whether a test arrives.
enum DoorPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/settings/messages", show)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageSettings)
    let doors = try await call.shop.openDoors()
    let say = call.words("doors.")
    var form = ResourceForm(say("title"), back: (call.site.texts.say("settings.title"), "/admin/settings"), path: "/settings")
    form.mark = doors.isEmailReady ? (say("ready"), "chip-paid") : (say("not_ready"), "chip-on_hold")
    form.sections = [
      ResourceForm.Section(
        say("email"), help: say("email_help"),
        [
          field(.mailServer, shown: doors.mailServer?.shown, doors, say).help(say("server_help")).wide(),
          field(.mailSender, shown: doors.mailSender?.text, doors, say).help(say("sender_help")),
        ]),
      ResourceForm.Section(
        say("sms"), help: say("sms_help"), [field(.smsGateway, shown: doors.smsGateway?.shown, doors, say).help(say("gateway_help")).wide()]
      ),
    ]
    form.panels = [
      ResourcePanel(
        "settings/doors",
        [
          "doors": .list(
            [
              view(.mailServer, doors.mailServer?.shown, doors, say), view(.mailSender, doors.mailSender?.text, doors, say),
              view(.smsGateway, doors.smsGateway?.shown, doors, say),
            ]), "may_email": .flag(doors.isEmailReady), "may_sms": .flag(doors.isSMSReady),
          "may_test": .flag(doors.isEmailReady || doors.isSMSReady),
        ])
    ]
    return try await call.office(form, active: "doors", module: "settings/doors-view.js", texts: ["doors.", "messages."])
  }

  /// An address with a password in it is written anew, never shown; what the environment says cannot be changed here.
  private static func field(_ door: DoorOut, shown: String?, _ doors: OpenDoors, _ say: (String) -> String) -> ResourceField {
    let name = door.rawValue
    if doors.sources[door] == .environment { return .fixed(say(name), say("by_environment")) }
    if door == .mailSender { return .text(name, say(name), doors.sources[door] == nil ? nil : shown).limit(320) }
    return .text(name, say(shown == nil ? name : "\(name).new"), nil).limit(2000)
  }

  private static func view(_ door: DoorOut, _ shown: String?, _ doors: OpenDoors, _ say: (String) -> String) -> View {
    .object([
      "name": .text(door.rawValue), "label": .text(say(door.rawValue)), "shown": .text(shown ?? say("not_set")),
      "source": doors.sources[door].map { .text(say("source.\($0.rawValue)")) } ?? .flag(false),
      "may_clear": .flag(doors.sources[door] == .settings),
    ])
  }
}

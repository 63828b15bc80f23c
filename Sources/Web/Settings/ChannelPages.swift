import Documents
import Domain
import Stores
import UseCases

/// `/admin/settings/channels`: where customers can write to the shop, whether each of these channels is connected, and what came by them
/// that could not be taken in (E1).
enum ChannelPages {
  /// The most of what was given up that one page shows.
  private static let mostDead = 50

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/settings/channels", show)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageSettings)
    let doors = try await call.shop.openDoors()
    let channels = try await call.shop.seeChannels(by: call.principal)
    let (settings, dead) = try await call.read {
      (try $0.readSettings(), try $0.listChannelEvents(nil, [.dead], page: PageRequest(limit: mostDead)))
    }
    let say = call.words("channels.")
    var form = ResourceForm(say("title"), back: (call.site.texts.say("settings.title"), "/admin/settings"), path: "/settings")
    form.mark = dead.elements.isEmpty ? nil : (say("mark.dead"), "chip-warn")
    form.sections = [
      webChat(settings.onlineStore.chat, say), keys(.line, [.lineSecret, .lineToken], doors, say),
      keys(.meta, [.metaAppSecret, .metaVerifyToken, .metaPageToken], doors, say),
    ]
    form.panels = [
      ResourcePanel(
        "settings/channels",
        [
          "channels": .list(channels.map { view($0, doors, settings.timeZone, say) }),
          "dead": .list(dead.elements.map { view($0, settings.timeZone, say) }), "has_dead": .flag(!dead.elements.isEmpty),
          "more_dead": .flag(dead.next != nil),
        ])
    ]
    return try await call.office(form, active: "channels", module: "settings/channels-view.js", texts: ["channels."])
  }

  private static func webChat(_ chat: WebChat, _ say: (String) -> String) -> ResourceForm.Section {
    ResourceForm.Section(
      say("web_chat"), help: say("web_chat_help"),
      [
        .flag("web_chat_open", say("web_chat_open"), chat.isOpen).help(say("web_chat_open_help")).wide(),
        .area("web_chat_greeting", say("web_chat_greeting"), chat.greeting).limit(WebChat.textLimit).help(say("web_chat_greeting_help")),
        .text("web_chat_from", say("web_chat_from"), chat.answersFrom.map(ShopSettings.time(ofMinutes:)), type: "time")
          .help(say("web_chat_hours_help")),
        .text("web_chat_to", say("web_chat_to"), chat.answersTo.map(ShopSettings.time(ofMinutes:)), type: "time"),
        .area("web_chat_offline_text", say("web_chat_offline_text"), chat.offlineText).limit(WebChat.textLimit)
          .help(say("web_chat_offline_help")),
      ])
  }

  /// Secrets are written anew and never shown; what the environment says cannot be changed here.
  private static func keys(
    _ source: ChannelEvent.Source, _ names: [DoorOut], _ doors: OpenDoors, _ say: (String) -> String
  ) -> ResourceForm.Section {
    let fields = names.map { door -> ResourceField in
      let name = door.rawValue
      guard doors.sources[door] != .environment else { return .fixed(say(name), say("by_environment")) }
      let isSet = doors.sources[door] == .settings
      return .text(name, say(isSet ? "\(name).new" : name), nil, type: "password").limit(2000)
        .help(say(isSet ? "is_set" : "\(name).help"))
    }
    return ResourceForm.Section(say(source.rawValue), help: say("\(source.rawValue)_help"), fields)
  }

  private static func view(_ channel: ChannelSight, _ doors: OpenDoors, _ zone: String, _ say: (String) -> String) -> View {
    let id = channel.source.rawValue
    let names = channel.source == .line ? DoorOut.line : DoorOut.meta
    let state = channel.hears && channel.speaks ? "ready" : channel.hears || channel.speaks ? "half" : "none"
    let missing = state == "half" ? say(channel.hears ? "lacks_token" : "lacks_secret") : nil
    return .object([
      "id": .text(id), "name": .text(say(id)), "now": .text(say("\(id)_now")), "state": .text(say("state.\(state)")),
      "style": .text(state == "ready" ? "chip-paid" : state == "half" ? "chip-warn" : "chip-on_hold"),
      "missing": missing.map { .text($0) } ?? .flag(false), "may_check": .flag(channel.speaks), "address": .text(channel.hookURL),
      "address_help": .text(say("address_help.\(id)")),
      "last": .text(channel.tally.lastAt.map { WallClock.text($0, in: zone) } ?? say("never")),
      "waiting": channel.tally.waiting > 0 ? .text(String(channel.tally.waiting)) : .flag(false),
      "set": .list(
        names.filter { doors.sources[$0] != nil }.map { door in
          .object([
            "name": .text(door.rawValue), "label": .text(say(door.rawValue)),
            "source": .text(say("source.\(doors.sources[door]?.rawValue ?? "settings")")),
            "may_clear": .flag(doors.sources[door] == .settings),
          ])
        }),
    ])
  }

  private static func view(_ event: ChannelEvent, _ zone: String, _ say: (String) -> String) -> View {
    .object([
      "id": .text(event.id.text), "name": .text(say(event.source.rawValue)), "type": .text(event.type),
      "at": .text(WallClock.text(event.receivedAt, in: zone)), "reason": .text(event.lastError ?? ""),
      "tries": .text(String(event.attempts)),
    ])
  }
}

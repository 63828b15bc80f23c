import Domain
import UseCases

/// `/admin/settings/online-store`: whether the shop sells at `/shop`, what it says there, and how its customers pay (C3).
enum OnlineStorePages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/settings/online-store", show)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageSettings)
    let (settings, locations) = try await call.read {
      (try $0.readSettings(), try $0.listLocations(search: nil, page: PageRequest(limit: 200)).elements)
    }
    let say = call.words("online_store.")
    let store = settings.onlineStore
    var form = ResourceForm(say("title"), back: (call.site.texts.say("settings.title"), "/admin/settings"), path: "/settings")
    form.mark = store.isOpen ? (say("open_mark"), "chip-paid") : (say("closed_mark"), "chip-on_hold")
    let pickups = locations.filter(\.offersPickup).map(\.name)
    form.sections = [
      ResourceForm.Section(
        say("selling"), help: say("selling_help"),
        [
          .flag("online_store_open", say("open"), store.isOpen).help(say("open_help")),
          .choice(
            "online_store_location_id", say("location"), store.locationID?.text, locations.map { .init($0.id.text, $0.name) },
            none: say("location_none")
          ).help(say("location_help")),
          .area("online_store_intro", say("intro"), store.intro).limit(1000).help(say("intro_help")),
        ]),
      ResourceForm.Section(
        say("orders"), help: pickups.isEmpty ? say("no_pickup") : nil,
        [
          .flag("online_store_pay_on_collection", say("pay_on_collection"), store.takesPayOnCollection).help(say("pay_on_collection_help")),
          .number("online_store_unpaid_days", say("unpaid_days"), String(store.unpaidDays)).required().help(say("unpaid_days_help")),
        ]),
    ]
    form.panels = [ResourcePanel("settings/online-store", ["is_open": .flag(store.isOpen)])]
    return try await call.office(form, active: "online_store")
  }
}

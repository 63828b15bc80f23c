import Domain
import UseCases

/// The register itself, once somebody has opened the till: a shell, and everything its scripts need to begin as JSON.
enum RegisterAppPage {
  private static let sheets = [
    "tokens", "base", "components", "register", "register-cart", "register-held", "register-pay", "register-transactions",
    "register-widths", "alerts", "status", "inbox", "inbox-thread", "register-inbox",
  ]

  static func show(_ call: Call, session: WebSession, device: Device) async throws -> Reply {
    let start = try await call.shop.read(by: session.principal) { work in
      try RegisterStart(
        register: work.findRegister(device.registerID), location: work.findLocation(device.locationID),
        registers: work.listRegisters(search: nil, location: nil, page: PageRequest(limit: 200)).elements,
        staff: work.listStaff(search: nil, page: PageRequest(limit: 200)).elements, settings: work.readSettings())
    }
    guard let cookie = call.cookie(.session) else { throw Refusal.unauthenticated }
    let bootstrap = start.json(for: session, csrf: call.shop.formToken(for: cookie), texts: call.site.texts)
    return try call.page(
      "register/app",
      [
        "title": .text(start.register.name), "sheets": .list(sheets.map { .text(call.site.assets.address(of: "styles/\($0).css")) }),
        "bootstrap": .text(bootstrap),
      ]
    ).with("Cache-Control", "no-store")
  }
}

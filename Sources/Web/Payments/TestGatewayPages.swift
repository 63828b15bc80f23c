import Documents
import Domain
import UseCases

/// `/test-gateway/{session}`: the page on which a payer would pay at a provider. There only where the test gateway is (its own books say
/// which pages exist), plainly marked, and in need of no script.
enum TestGatewayPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/test-gateway/{session}", show)
    pages.post("/test-gateway/{session}", choose)
  }

  private static func show(_ call: Call) async throws -> Reply {
    try await requireGateway(call)
    let secret = call.parameter("session")
    let page = try await call.shop.write(by: .system) { work in
      try work.testGateway.find(secret: secret)
    }
    guard let page else { throw Refusal.notFound("page") }
    return try call.site.pages.render("payments/test-gateway", view(page, call)).with(
      "X-Robots-Tag", "noindex, nofollow")
  }

  /// What the payer pressed. On a page that has ended nothing happens any more: each way leads back.
  private static func choose(_ call: Call) async throws -> Reply {
    try await requireGateway(call)
    let choice = try call.form()["do"]
    let secret = call.parameter("session")
    let page = try await call.shop.write(by: .system) { work in
      guard let page = try work.testGateway.find(secret: secret) else {
        throw Refusal.notFound("page")
      }
      switch choice {
      case "pay": return try work.testGateway.pay(page)
      case "decline": return try work.testGateway.decline(page)
      case "leave": return page
      default: throw Refusal(.malformed, "The page offers pay, decline and leave.")
      }
    }
    return Reply.seeOther(ownPath(of: call.shop.returnURL(of: page) ?? "", call.shop))
  }

  /// - Throws: 404 where no test gateway is.
  private static func requireGateway(_ call: Call) async throws {
    guard try await call.shop.gateways(call.shop).contains(where: { $0.account.provider == .test })
    else { throw Refusal.notFound("page") }
  }

  /// The path of an address of this shop; the front page for any other.
  private static func ownPath(of url: String, _ shop: Shop) -> String {
    let own = shop.links.own("")
    return url.hasPrefix(own + "/") ? String(url.dropFirst(own.count)) : "/"
  }

  private static func view(_ page: TestPage, _ call: Call) -> [String: View] {
    let say = call.site.texts
    let choices = choices(of: page).map { View.object(["value": .text($0.value), "label": .text(say.say($0.label))]) }
    var view: [String: View] = [
      "title": .text(say.say(title(of: page))), "warning": .text(say.say("test_gateway.warning")), "own": .text(call.path),
      "first": .list(Array(choices.prefix(1))), "choices": .list(Array(choices.dropFirst())),
    ]
    if !page.title.isEmpty { view["about"] = .text(page.title) }
    if let amount = page.amount {
      let locale = DocumentLocale(
        currency: amount.currency, timeZone: "UTC", say: { say.say($0, $1) })
      view["amount"] = .text(locale.money(amount.minorUnits))
    }
    if page.state == .open, page.keepsCard, page.amount != nil {
      view["detail"] = .text(say.say("test_gateway.keeps"))
    }
    return view
  }

  private static func title(of page: TestPage) -> String {
    let isCard = page.amount == nil
    return switch page.state {
    case .open: isCard ? "test_gateway.title_card" : "test_gateway.title"
    case .done: isCard ? "test_gateway.title_done_card" : "test_gateway.title_done"
    case .declined: "test_gateway.title_declined"
    case .canceled: "test_gateway.title_canceled"
    }
  }

  private static func choices(of page: TestPage) -> [(value: String, label: String)] {
    guard page.state == .open else { return [("leave", "test_gateway.back")] }
    guard page.amount != nil else {
      return [("pay", "test_gateway.leave_card"), ("leave", "test_gateway.leave")]
    }
    return [
      ("pay", "test_gateway.pay"), ("decline", "test_gateway.decline"),
      ("leave", "test_gateway.leave"),
    ]
  }
}

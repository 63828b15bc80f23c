import Domain
import UseCases

/// `/setup`: the first page of an empty shop, opened by the link on the console and by nothing else (AUT-16).
enum SetUpPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/setup", show, query: ["secret"])
    pages.post("/setup", setUp)
  }

  private static let fields = ["shop_name", "currency", "time_zone", "owner_name", "email", "pin"]

  private static func show(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let secret = query.text("secret")
    try query.finish()
    guard let secret, try await call.shop.isSetUp(secret, peer: call.peer.address) else { throw Refusal.linkGone }
    return try call.page("staff/setup", view(call, secret: secret, ["currency": "EUR"]))
  }

  private static func setUp(_ call: Call) async throws -> Reply {
    let form = try call.trustedForm()
    let secret = form["secret"] ?? ""
    let opening = ShopOpening(
      shopName: TextRules.trimmed(form["shop_name"] ?? ""), currency: TextRules.trimmed(form["currency"] ?? "").uppercased(),
      timeZone: TextRules.trimmed(form["time_zone"] ?? ""), ownerName: form["owner_name"] ?? "", email: form["email"] ?? "",
      password: form["password"] ?? "", pin: form["pin"].flatMap { $0.isEmpty ? nil : $0 })
    do {
      let signedIn = try await call.shop.setUp(secret, opening, peer: call.peer.address, replacing: call.cookie(.session))
      return Reply.seeOther(NextPage.till).signingIn(signedIn)
    } catch let refusal as Refusal {
      guard refusal.code == .validationFailed || refusal.code == .overloaded else { throw refusal }
      return try FormProblem(refusal).page(call, "staff/setup", view(call, secret: secret, form))
    }
  }

  /// What was typed is kept, except the password.
  private static func view(_ call: Call, secret: String, _ form: [String: String]) -> [String: View] {
    var view: [String: View] = ["title": .text(call.site.texts.say("setup.title")), "secret": .text(secret)]
    for field in fields { view[field] = .text(form[field] ?? "") }
    return view
  }
}

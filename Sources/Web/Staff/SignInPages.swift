import Domain
import UseCases

/// `/login` and `/logout`: e-mail and password, for the office and for making a browser a till.
enum SignInPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/", front)
    pages.get("/login", show, query: ["next", "done"])
    pages.post("/login", signIn)
    pages.post("/logout", signOut)
  }

  /// A till opens as a till; anybody else is led to where they work.
  private static func front(_ call: Call) async throws -> Reply {
    if try await call.browserDevice() != nil { return Reply.seeOther(NextPage.till) }
    guard let session = try await call.browserSession() else { return Reply.seeOther("/login") }
    return Reply.seeOther(NextPage.home(of: session.role))
  }

  private static func show(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let next = NextPage.asked(query.text("next", limit: 2000))
    let isReset = query.text("done") == "reset"
    try query.finish()
    return try call.page("staff/login", view(call, email: "", next: next, notice: isReset ? call.site.texts.say("reset.done") : nil))
  }

  private static func signIn(_ call: Call) async throws -> Reply {
    let form = try call.trustedForm()
    let next = NextPage.asked(form["next"])
    let email = form["email"] ?? ""
    do {
      let signedIn = try await call.shop.signIn(
        email: email, password: form["password"] ?? "", peer: call.peer.address, replacing: call.cookie(.session))
      return Reply.seeOther(next ?? NextPage.home(of: signedIn.session.role)).signingIn(signedIn)
    } catch let refusal as Refusal {
      return try FormProblem(refusal).page(call, "staff/login", view(call, email: email, next: next, notice: nil))
    }
  }

  private static func signOut(_ call: Call) async throws -> Reply {
    _ = try call.trustedForm()
    if let cookie = call.cookie(.session) { try await call.shop.signOut(cookie) }
    return Reply.seeOther("/login").removingCookie(.session)
  }

  private static func view(_ call: Call, email: String, next: String?, notice: String?) -> [String: View] {
    var view: [String: View] = [
      "title": .text(call.site.texts.say("login.title")), "email": .text(email), "next": .text(next ?? ""),
      "focus_password": .flag(!email.isEmpty),
    ]
    if let notice { view["notice"] = .text(notice) }
    return view
  }
}

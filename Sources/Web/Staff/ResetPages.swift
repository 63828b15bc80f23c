import Domain
import UseCases

/// `/reset`: a new password by a link that the operator made; once, within the hour (AUT-11).
enum ResetPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/reset", show, query: ["secret"])
    pages.post("/reset", reset)
  }

  private static func show(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let secret = query.text("secret")
    try query.finish()
    guard let secret, try await call.shop.isReset(secret, peer: call.peer.address) else { throw Refusal.linkGone }
    return try call.page("staff/reset", view(call, secret))
  }

  private static func reset(_ call: Call) async throws -> Reply {
    let form = try call.trustedForm()
    let secret = form["secret"] ?? ""
    do {
      _ = try await call.shop.resetPassword(secret, to: form["password"] ?? "", peer: call.peer.address)
      return Reply.seeOther("/login?done=reset")
    } catch let refusal as Refusal {
      guard refusal.code == .validationFailed || refusal.code == .overloaded else { throw refusal }
      return try FormProblem(refusal).page(call, "staff/reset", view(call, secret))
    }
  }

  private static func view(_ call: Call, _ secret: String) -> [String: View] {
    ["title": .text(call.site.texts.say("reset.title")), "secret": .text(secret)]
  }
}

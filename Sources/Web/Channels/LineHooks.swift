import Domain
import JSON
import UseCases

/// `/webhooks/line`: what LINE tells the shop of its account. For everybody by address; only what is signed is read.
enum LineHooks {
  /// LINE puts far less together.
  private static let limit = 1_048_576

  static func routes(_ open: inout RouteGroup) {
    open.post("/webhooks/line", hear, body: .octets(types: ["application/json"], limit: limit))
  }

  private static func hear(_ call: Call) async throws -> Reply {
    do {
      // Without a signature nothing is looked up at all.
      guard let signature = try call.headers.single("x-line-signature") else { throw Refusal(.malformed, "This is not signed.") }
      let doors = try await call.site.hookKeys.doors(of: call.shop, for: [.lineSecret])
      try await call.shop.hearChannel(.line, signature: signature, body: call.body, doors: doors)
    } catch let refusal as Refusal where refusal.code == .malformed {
      await call.site.hookKeys.noteRefused(call.shop.logger)
      throw refusal
    }
    return Reply.json { json in json.object { $0.member("received", true) } }
  }
}

import Domain
import JSON
import UseCases

/// `/webhooks/stripe`: what Stripe tells the shop. For everybody by address; only what is signed is read.
enum ProviderHooks {
  /// Stripe's largest events are far smaller.
  private static let limit = 262_144

  static func routes(_ open: inout RouteGroup) {
    open.post("/webhooks/stripe", stripe, body: .octets(types: ["application/json"], limit: limit))
  }

  private static func stripe(_ call: Call) async throws -> Reply {
    let signature = try call.headers.single("stripe-signature")
    do {
      // Without a signature nothing is looked up at all.
      guard signature != nil else { throw Refusal(.malformed, "This event is not signed.") }
      let door = try await call.site.hookKeys.stripe(of: call.shop)
      try await call.shop.hearStripe(signature: signature, body: call.body, door: door)
    } catch let refusal as Refusal where refusal.code == .malformed {
      await call.site.hookKeys.noteRefused(call.shop.logger)
      throw refusal
    }
    return Reply.json { json in json.object { $0.member("received", true) } }
  }
}

import Domain
import JSON
import UseCases

/// `/webhooks/line` and `/webhooks/meta`: what chat services tell the shop. For everybody by address; only what is signed is read.
enum ChannelHooks {
  /// Meta puts up to a thousand things together, LINE far less.
  private static let limit = 1_048_576

  static func routes(_ open: inout RouteGroup) {
    open.post("/webhooks/line", hearLine, body: .octets(types: ["application/json"], limit: limit))
    open.get("/webhooks/meta", shakeHands, query: ["hub.mode", "hub.verify_token", "hub.challenge"])
    open.post("/webhooks/meta", hearMeta, body: .octets(types: ["application/json"], limit: limit))
  }

  private static func hearLine(_ call: Call) async throws -> Reply {
    try await hear(call, .line, signature: "x-line-signature", secret: .lineSecret)
  }

  private static func hearMeta(_ call: Call) async throws -> Reply {
    try await hear(call, .meta, signature: "x-hub-signature-256", secret: .metaAppSecret)
  }

  private static func hear(
    _ call: Call, _ source: ChannelEvent.Source, signature header: String, secret: DoorOut
  ) async throws -> Reply {
    do {
      // Without a signature nothing is looked up at all.
      guard let signature = try call.headers.single(header) else { throw UnsignedNotice() }
      let doors = try await call.site.hookKeys.doors(of: call.shop, for: [secret])
      try await call.shop.hearChannel(source, signature: signature, body: call.body, doors: doors)
    } catch is UnsignedNotice {
      await call.site.hookKeys.noteRefused(call.shop.logger)
      throw Refusal(.malformed, "This is not signed as it should be.")
    }
    return Reply.json { json in json.object { $0.member("received", true) } }
  }

  /// Meta asks, when the address is entered there, whether whoever answers knows the word that was entered beside it.
  private static func shakeHands(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let doors = try await call.site.hookKeys.doors(of: call.shop, for: [.metaVerifyToken])
    guard query.given("hub.mode") == "subscribe", MetaReader.isAgreed(query.given("hub.verify_token"), doors: doors) else {
      throw Refusal(.forbidden, "This is not the word that was agreed on.")
    }
    guard let challenge = query.given("hub.challenge"), (1...200).contains(challenge.utf8.count), challenge.utf8.allSatisfy(isPlain) else {
      throw Refusal(.malformed, "hub.challenge must be a short plain word.")
    }
    return Reply.text(challenge)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte == 45
  }
}

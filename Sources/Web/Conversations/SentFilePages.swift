import Domain
import UseCases

/// `/chat-files/{id}/{token}`: pictures and files that were sent to a contact, for the chat service that fetches them by themselves.
enum SentFilePages {
  static func routes(_ links: inout RouteGroup) {
    links.get("/chat-files/{id}/{token}", show)
  }

  private static func show(_ call: Call) async throws -> Reply {
    let file = try await call.shop.sentChatFile(try call.id(of: ChatAttachment.self), token: call.parameter("token"))
    let reply = Reply(status: 200, body: .bytes(file.bytes)).with("Content-Type", file.type.rawValue)
      .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
    return file.type == .jpeg ? reply : reply.with("Content-Disposition", "attachment; filename=\"file.pdf\"")
  }
}

import Domain
import JSON
import UseCases

/// What monitors and contract readers ask for; says nothing about the shop.
enum Health {
  /// The process answers.
  static func live(_ call: Call) async throws -> Reply { ok }

  /// The shop can be written to.
  static func ready(_ call: Call) async throws -> Reply {
    try await call.site.readiness.require(of: call.shop)
    return ok
  }

  static func openAPI(_ call: Call) async throws -> Reply {
    Reply(status: 200, body: .bytes(call.site.openAPI)).with("Content-Type", "application/yaml").with("Cache-Control", "no-cache")
  }

  private static var ok: Reply { .json { $0.object { $0.member("status", "ok") } } }
}

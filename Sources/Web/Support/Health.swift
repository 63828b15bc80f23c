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

  /// Figures for Prometheus; for those who may read them.
  static func metrics(_ call: Call) async throws -> Reply {
    try call.principal.require(.readMetrics)
    let text = call.site.meter.text(listeners: await call.site.events.listenerCount)
    return Reply(status: 200, body: .bytes(Array(text.utf8))).with("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
  }

  static func openAPI(_ call: Call) async throws -> Reply {
    Reply(status: 200, body: .bytes(call.site.openAPI)).with("Content-Type", "application/yaml").with("Cache-Control", "no-cache")
  }

  private static var ok: Reply { .json { $0.object { $0.member("status", "ok") } } }
}

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

  /// Figures for Prometheus; for those who may read them. Where the database cannot be asked, those of the process, and that it
  /// does not work: that is when they are looked at.
  static func metrics(_ call: Call) async throws -> Reply {
    try call.principal.require(.readMetrics)
    let monitor = call.site.monitor
    let figures = try? await monitor.figures()
    var metrics = MetricsText()
    metrics.requests(call.site.meter)
    metrics.line("counterfoil_event_streams", .gauge, String(await call.site.events.listenerCount))
    metrics.shop(figures)
    metrics.process(monitor, figures)
    return Reply(status: 200, body: .bytes(Array(metrics.text.utf8))).with("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
  }

  static func openAPI(_ call: Call) async throws -> Reply {
    Reply(status: 200, body: .bytes(call.site.openAPI)).with("Content-Type", "application/yaml").with("Cache-Control", "no-cache")
  }

  private static var ok: Reply { .json { $0.object { $0.member("status", "ok") } } }
}

import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
package import UseCases

/// The HTTP server as a service: listens, answers through the ``Door``, and shuts down in order.
package struct Server: Service {
  private let shop: Shop
  private let site: Site
  private let table: RouteTable
  private let logger: Logger
  private let onReady: @Sendable (String) async -> Void

  /// Makes the files that go with messages.
  package var invoices: InvoicePapers { site.invoices }

  /// Whether requests should be sent here.
  package var readiness: Readiness { site.readiness }

  /// - Parameter onReady: called once connections are taken, with the address that is listened at: host and real port.
  package init(
    shop: Shop, settings: SiteSettings, files: SiteFiles, monitor: Monitor, log: RequestLog, logger: Logger,
    onReady: @escaping @Sendable (String) async -> Void
  ) throws {
    self.shop = shop
    self.logger = logger
    self.onReady = onReady
    site = try Site(settings: settings, files: files, shop: shop, monitor: monitor, log: log, logger: logger)
    table = Routes.table()
  }

  package func run() async throws {
    let settings = site.settings
    let application = Application(
      responder: Door(table: table, shop: shop, site: site, logger: logger),
      server: try channels(settings),
      configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port), backlog: 1024),
      services: [site.events],
      onServerRunning: { [onReady] channel in await onReady(Self.address(settings, port: channel.localAddress?.port)) },
      logger: quiet)
    try await application.run()
  }

  /// Hummingbird's own lines say little that ours do not; its errors are kept.
  private var quiet: Logger {
    var copy = logger
    copy.logLevel = max(.warning, logger.logLevel)
    return copy
  }

  private func channels(_ settings: SiteSettings) throws -> HTTPServerBuilder {
    let budget = ConnectionBudget(most: settings.connectionsPerPeer, uncounted: settings.trustedProxies)
    // Wider than the door's own limits, which tell a long address from long headers; beyond these nothing is parsed.
    let limits = HTTP1Channel.Configuration.DecoderConfiguration(
      maxHeaderFieldSize: 49_152, maxHeaderListSize: 65_536, maxHeaderFieldCount: DoorLimits.headerFields + 4)
    let plain = HTTPServerBuilder { [readiness] responder in
      GuardedChannel(
        base: HTTP1Channel(responder: responder, configuration: .init(httpDecoderConfiguration: limits)), budget: budget,
        readiness: readiness)
    }
    guard let certificate = settings.certificate else { return plain }
    let chain = try NIOSSLCertificate.fromPEMFile(certificate.chain)
    let key = try NIOSSLPrivateKey(file: certificate.key, format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    return try .tls(plain, tlsConfiguration: configuration)
  }

  /// Where the server is, whatever stands in front of it.
  private static func address(_ settings: SiteSettings, port: Int?) -> String {
    let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
    return "\(settings.certificate == nil ? "http" : "https")://\(host):\(port ?? settings.port)"
  }
}

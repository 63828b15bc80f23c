import ArgumentParser
import Domain
import Foundation
import Gateways
import Logging
import ServiceLifecycle
import UnixSignals
import UseCases
import Web

/// `counterfoil serve`: opens the shop and answers until it is asked to stop.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve the shop over HTTP.")

  @OptionGroup var data: DataOptions

  @Option(help: "The address to listen at. [COUNTERFOIL_HOST] (default: 127.0.0.1)")
  var host: String?

  @Option(help: "The port to listen at; 0 takes a free one. [COUNTERFOIL_PORT] (default: 8080)")
  var port: Int?

  @Option(name: .customLong("tls-cert"), help: "A PEM file with the certificate chain. [COUNTERFOIL_TLS_CERT]")
  var certificate: String?

  @Option(name: .customLong("tls-key"), help: "A PEM file with the certificate's key. [COUNTERFOIL_TLS_KEY]")
  var key: String?

  @Option(
    name: .customLong("trusted-proxy"),
    help: "An address or block, such as 10.0.0.0/8, that may say for whom it speaks; may be repeated. [COUNTERFOIL_TRUSTED_PROXY]")
  var trustedProxies: [String] = []

  @Option(name: .customLong("public-url"), help: "Where people find the shop, such as https://till.example. [COUNTERFOIL_PUBLIC_URL]")
  var publicURL: String?

  @Option(
    name: .customLong("connections-per-peer"), help: "Open connections of one address. [COUNTERFOIL_CONNECTIONS_PER_PEER] (default: 256)")
  var connectionsPerPeer: Int?

  @Flag(
    name: .customLong("new-secret"),
    help: "Go on with another secret.key than the data were made with; PINs, links and doors have to be set again.")
  var acceptsNewSecret = false

  @Option(
    name: .customLong("drain-seconds"),
    help:
      "How long everything is still answered after a request to stop, so that a balancer notices; 0 stops at once. [COUNTERFOIL_DRAIN_SECONDS] (default: 0 with a file, 3 with PostgreSQL)"
  )
  var drainSeconds: Int?

  @Option(
    name: .customLong("replicate-to"),
    help:
      "A folder on another disk or machine that a copy of the SQLite file follows into, less than a second behind. [COUNTERFOIL_REPLICATE_TO]"
  )
  var replica: String?

  func run() async throws {
    let settings = try siteSettings()
    let hasTestGateway = try TestGatewaySwitch.isOn(with: settings)
    let place = try data.place()
    let logger = ServeLog.start()
    let files = try SiteFiles()
    let gateways = GatewayWiring(hasTestGateway: hasTestGateway)
    let intention = OpenData.Intention(
      tuning: try EngineTuning.read(), patience: place.storage.patience, acceptsNewSecret: acceptsNewSecret)
    let opened = try await OpenData.open(
      place, for: intention, outside: try OutboxWiring.read(publicURL: settings.publicURL), gateways: gateways.source,
      chatDoors: ChatWiring(stop: gateways.stop).source, logger: logger)
    do {
      try await serve(opened, calls: gateways.stop, settings: settings, files: files, logger: logger)
    } catch {
      await opened.close()
      throw error
    }
    await opened.close()
  }

  private func serve(
    _ opened: OpenData, calls: StopSign, settings: SiteSettings, files: SiteFiles, logger: Logger
  ) async throws {
    let server: Server
    let place = ShopAddress()
    do {
      let monitor = Monitor(build: Counterfoil.configuration.version) { try await opened.shop.figures(of: opened.database) }
      server = try Server(
        shop: opened.shop, settings: settings, files: files, monitor: monitor, log: RequestLog(write: LogPen.standardError.add),
        logger: logger
      ) { address in
        await Greeting(opened: opened, publicURL: settings.publicURL, place: place).say(address)
        StartPages.letGo()
      }
    } catch {
      throw CommandFailure("The pages cannot be served: \(Explanation.of(error))")
    }
    let stop = PoliteStop(readiness: server.readiness, delay: .seconds(try drain(opened.place)))
    let keeper = LeaseKeeper(shop: opened.shop, logger: logger)
    await keeper.begin()
    if try await opened.shop.read(by: .system, { work in try work.isHeldBack() }) {
      logger.warning("This shop was restored. \(RestoredShop.words)")
    }
    let replication = try await Replication.start(opened, to: replica ?? Surroundings.value("REPLICATE_TO"), logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [
        part("server", server, atItsEnd: .gracefullyShutdownGroup),
        part("leases", keeper),
        part("timers", Timers(opened: opened, reserve: try ReserveFile(in: opened.place.folder), logger: logger)),
        part("backups", DailyBackup(opened: opened, logger: logger)),
        part("outbox", OutboxWiring.worker(for: opened.shop, papers: server.invoices, logger: logger)),
        part("channels", ChannelWorker(shop: opened.shop, logger: logger)),
        part("payments", PaymentSweeper(shop: opened.shop, calls: calls, logger: logger)),
        part("stop", stop, atItsEnd: .gracefullyShutdownGroup),
      ],
      logger: ServeLog.quiet(logger))
    // Where several processes may open the data, commands do so themselves.
    if opened.place.storage.isOwnFile {
      configuration.services.append(part("socket", ShopSocket(opened: opened, address: place, logger: logger)))
    }
    if let replication { configuration.services.append(part("replication", replication)) }
    // Streams of events would stay open for ever; requests need far less than this.
    configuration.maximumGracefulShutdownDuration = .seconds(8)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch {
      throw CommandFailure(ServeFailure.text(of: error, settings: settings))
    }
  }

  /// A part of the running shop under a name: without one the library writes down everything that the part holds, which costs seconds.
  private func part(
    _ name: String, _ service: any Service,
    atItsEnd ending: ServiceGroupConfiguration.ServiceConfiguration.TerminationBehavior = .cancelGroup
  ) -> ServiceGroupConfiguration.ServiceConfiguration {
    .init(service: service, successTerminationBehavior: ending, serviceName: name)
  }

  /// Nobody stands in front of a shop of one process.
  private func drain(_ place: ShopPlace) throws -> Int {
    let seconds = try drainSeconds ?? Surroundings.number("DRAIN_SECONDS") ?? (place.storage.isOwnFile ? 0 : 3)
    guard (0...300).contains(seconds) else { throw ValidationError("--drain-seconds is 0 to 300.") }
    return seconds
  }

  private func siteSettings() throws -> SiteSettings {
    let port = try port ?? Surroundings.number("PORT") ?? 8080
    guard (0...65_535).contains(port) else { throw ValidationError("A port is 0 to 65535.") }
    let chain = certificate ?? Surroundings.value("TLS_CERT")
    let key = key ?? Surroundings.value("TLS_KEY")
    guard (chain == nil) == (key == nil) else { throw ValidationError("--tls-cert and --tls-key belong together.") }
    let connections = try connectionsPerPeer ?? Surroundings.number("CONNECTIONS_PER_PEER") ?? 256
    guard connections > 0 else { throw ValidationError("--connections-per-peer is 1 or more.") }
    var settings = SiteSettings(
      host: host ?? Surroundings.value("HOST") ?? "127.0.0.1", port: port, trustedProxies: try proxies(), publicURL: try publicAddress(),
      connectionsPerPeer: connections)
    if let chain, let key { settings.certificate = (chain: chain, key: key) }
    return settings
  }

  private func proxies() throws -> [AddressRange] {
    let fromVariable = Surroundings.value("TRUSTED_PROXY")?.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init) ?? []
    return try (trustedProxies.isEmpty ? fromVariable : trustedProxies).map { text in
      guard let range = AddressRange(text) else {
        throw ValidationError("\(text) is neither an IP address nor a block such as 10.0.0.0/8.")
      }
      return range
    }
  }

  private func publicAddress() throws -> String? {
    guard let text = publicURL ?? Surroundings.value("PUBLIC_URL") else { return nil }
    guard let url = URLComponents(string: text), ["http", "https"].contains(url.scheme), url.host?.isEmpty == false,
      url.path.isEmpty || url.path == "/", url.query == nil, url.user == nil
    else { throw ValidationError("--public-url is an address without a path, such as https://till.example.") }
    return text
  }
}

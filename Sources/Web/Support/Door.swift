import Domain
import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1
import UseCases

/// The one entrance: finds the route, lets in who may enter, takes the body, calls the handler, and turns whatever comes of it into
/// an answer. Nothing gets past it as a crash or a bare status.
struct Door: HTTPResponder {
  let table: RouteTable
  let shop: Shop
  let site: Site
  let logger: Logger

  func respond(to request: Request, context: DoorContext) async throws -> Response {
    let started = ContinuousClock.now
    let arrival = Arrival(request, from: context.address, by: table)
    let name = site.log.name()
    let (reply, surface) = try await answer(arrival, request.body, name)
    let response = response(reply.with("X-Request-Id", name), to: request, surface: surface)
    let place = surface == .asset ? "assets" : arrival.place
    let took = Meter.microseconds(ContinuousClock.now - started)
    site.meter.count(place, status: reply.status, took: took, octets: reply.length ?? 0)
    site.log.note(name, place, status: reply.status, took: took, octets: reply.length, at: shop.clock())
    return response
  }

  private func answer(_ arrival: Arrival, _ body: RequestBody, _ name: String) async throws -> (Reply, Surface) {
    do {
      return try await enter(arrival, body)
    } catch let error as HTTPParserError {
      // The connection itself is out of step: Hummingbird answers 400 and closes it.
      throw error
    } catch {
      let surface = Surface(path: arrival.path, accepts: arrival.headers["accept"])
      return (refusal(error, to: arrival, name, surface), surface)
    }
  }

  private func enter(_ arrival: Arrival, _ body: RequestBody) async throws -> (Reply, Surface) {
    let headers = arrival.headers
    try DoorLimits.check(arrival.address, headers)
    guard arrival.path.utf8.first == UInt8(ascii: "/") else { throw Refusal(.malformed, "The address must start with a slash.") }
    if let asset = site.assets.reply(method: arrival.method, path: arrival.path, query: arrival.query, headers: headers) {
      return (asset, .asset)
    }
    let (route, parameters) = try arrival.route()
    let peer = site.settings.peer(address: arrival.peer, headers: headers)
    let caller = try await Admission(shop: shop, site: site, peer: peer, headers: headers).caller(of: route)
    try RouteRights.check(route, caller)
    let query = try Self.query(arrival.query, of: route)
    let rule = BodyReader.rule(route.body, for: headers)
    try BodyReader.check(headers, rule: rule)
    let key = try IdempotencyKey.read(headers, rule: route.key)
    let version = try headers.single("if-match")
    let handle = {
      let octets = try await BodyReader.read(body, rule: rule)
      let call = Call(
        shop: shop, site: site, route: route, method: arrival.method, path: arrival.path, parameters: parameters, query: query,
        caller: caller, body: octets, idempotencyKey: key, ifMatch: version, peer: peer, headers: headers)
      try call.requireFormToken()
      return try await route.handler(call)
    }
    let reply = try await BodyReader.isLarge(rule) ? site.largeBodies.enter(handle) : handle()
    return (reply, route.surface == .api ? .api : .page)
  }

  private static func query(_ text: String?, of route: Route) throws(Refusal) -> Query {
    guard let text, !text.isEmpty else { return Query() }
    let query = try Query(text)
    let unknown = route.query.contains("*") ? [] : query.names.filter { !route.query.contains($0) }
    guard unknown.isEmpty else {
      throw Refusal(
        .validationFailed, "The query has a parameter that is not known here.",
        failures: unknown.map {
          FieldFailure(field: TextRules.shown($0), code: "unknown_parameter", message: "This parameter is not known here.")
        })
    }
    return query
  }

  /// What is answered instead of an answer; accidents are logged here, once, with the route and without anything the caller sent.
  private func refusal(_ error: any Error, to arrival: Arrival, _ name: String, _ surface: Surface) -> Reply {
    if let wrong = error as? WrongMethod { return wrong.reply }
    let (reply, cause) = Problems.reply(to: error)
    if let cause {
      logger.error("A request failed.", metadata: ["request": "\(name)", "route": "\(arrival.place)", "cause": "\(cause)"])
    }
    guard surface == .page else { return reply }
    // Only addresses of the site map get here, and those are spelt without anything that a query would read otherwise.
    if reply.status == 401 { return .seeOther(arrival.method == "GET" ? "/login?next=\(arrival.path)" : "/login") }
    return site.pages.problem(reply)
  }

  private func response(_ reply: Reply, to request: Request, surface: Surface) -> Response {
    var fields = HTTPFields()
    for header in surface.headers where reply.header(header.name) == nil { fields.add(header.name, header.value) }
    for header in reply.headers { fields.add(header.name, header.value) }
    let status = HTTPResponse.Status(code: reply.status)
    switch reply.body {
    case .none:
      return Response(status: status, headers: fields)
    case .bytes(let bytes):
      guard request.method != .head else {
        fields.add("Content-Length", String(bytes.count))
        return Response(status: status, headers: fields)
      }
      return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    case .stream(let pieces):
      guard request.method != .head else {
        // Without a length the encoder would announce chunks, and an answer to HEAD has none.
        fields.add("Content-Length", "0")
        return Response(status: status, headers: fields)
      }
      return Response(status: status, headers: fields, body: Self.stream(pieces, while: request.body))
    }
  }

  /// Passes pieces on as they come, and stops as soon as the receiver is gone.
  private static func stream(
    _ pieces: @escaping @Sendable (_ write: ([UInt8]) async throws -> Void) async throws -> Void, while body: RequestBody
  ) -> ResponseBody {
    ResponseBody { writer in
      try await body.consumeWithCancellationOnInboundClose { _ in
        try await pieces { try await writer.write(ByteBuffer(bytes: $0)) }
      }
      try await writer.finish(nil)
    }
  }
}

extension HTTPFields {
  fileprivate mutating func add(_ name: String, _ value: String) {
    guard let name = HTTPField.Name(name) else { return }
    append(HTTPField(name: name, value: value))
  }
}

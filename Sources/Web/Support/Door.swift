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
    let headers = RequestHeaders(request)
    let surface = Surface(path: request.head.path ?? "", accepts: headers["accept"])
    do {
      let reply = try await answer(request, headers, context)
      return response(reply.reply, to: request, surface: reply.surface)
    } catch let error as HTTPParserError {
      // The connection itself is out of step: Hummingbird answers 400 and closes it.
      throw error
    } catch {
      return response(refusal(error, to: request, surface), to: request, surface: surface)
    }
  }

  private func answer(
    _ request: Request, _ headers: RequestHeaders, _ context: DoorContext
  ) async throws -> (reply: Reply, surface: Surface) {
    try DoorLimits.check(request.head.path ?? "", headers)
    let target = PathAndQuery(request.head.path ?? "")
    guard target.path.utf8.first == UInt8(ascii: "/") else { throw Refusal(.malformed, "The address must start with a slash.") }
    let method = request.method.rawValue
    if let asset = site.assets.reply(method: method, path: target.path, query: target.query, headers: headers) {
      return (asset, .asset)
    }
    let (route, parameters) = try find(method, target.path)
    let surface: Surface = route.surface == .api ? .api : .page
    let peer = site.settings.peer(address: context.address, headers: headers)
    let caller = try await Admission(shop: shop, site: site, peer: peer, headers: headers).caller(of: route)
    let query = try Self.query(target.query, of: route)
    try BodyReader.check(headers, rule: route.body)
    let key = try IdempotencyKey.read(headers, rule: route.key)
    let body = try await BodyReader.read(request.body, rule: route.body)
    let call = Call(
      shop: shop, site: site, route: route, method: method, path: target.path, parameters: parameters, query: query, caller: caller,
      body: body, idempotencyKey: key, ifMatch: try headers.single("if-match"), peer: peer, headers: headers)
    try call.requireFormToken()
    return (try await route.handler(call), surface)
  }

  private func find(_ method: String, _ path: String) throws -> (Route, [(name: String, value: String)]) {
    switch table.match(method, path) {
    case .found(let route, let parameters): return (route, parameters)
    case .wrongMethod(let allowed): throw WrongMethod(allowed: allowed)
    case .unknown: throw Refusal(.notFound, "There is nothing at this address.")
    }
  }

  private static func query(_ text: String?, of route: Route) throws(Refusal) -> Query {
    guard let text, !text.isEmpty else { return Query() }
    let query = try Query(text)
    let unknown = query.names.filter { !route.query.contains($0) }
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
  private func refusal(_ error: any Error, to request: Request, _ surface: Surface) -> Reply {
    if let wrong = error as? WrongMethod { return wrong.reply }
    let (method, path) = (request.method.rawValue, PathAndQuery(request.head.path ?? "").path)
    let (reply, cause) = Problems.reply(to: error)
    if let cause { logger.error("A request failed.", metadata: ["route": "\(table.name(of: method, path: path))", "cause": "\(cause)"]) }
    guard surface == .page else { return reply }
    // Only addresses of the site map get here, and those are spelt without anything that a query would read otherwise.
    if reply.status == 401 { return .seeOther(method == "GET" ? "/login?next=\(path)" : "/login") }
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

/// 405 with the methods that would have been right.
private struct WrongMethod: Error {
  let allowed: [String]

  var reply: Reply {
    Problems.reply(to: Refusal(.methodNotAllowed, "This address takes \(allowed.joined(separator: ", ")) only."))
      .with("Allow", allowed.joined(separator: ", "))
  }
}

extension HTTPFields {
  fileprivate mutating func add(_ name: String, _ value: String) {
    guard let name = HTTPField.Name(name) else { return }
    append(HTTPField(name: name, value: value))
  }
}

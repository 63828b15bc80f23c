import Domain
import Hummingbird
import NIOCore

/// What one request may weigh before anything is done for it (DOS-01).
enum DoorLimits {
  static let pathOctets = 8192
  /// Path and query. A search of 1,000 scalars takes up to 12,000 octets once it is percent-encoded, and it has to fit.
  static let addressOctets = 24_576
  static let headerOctets = 32_768
  static let headerFields = 100

  static func check(_ address: String, _ headers: RequestHeaders) throws(Refusal) {
    guard address.utf8.count <= addressOctets, address.utf8.prefix(while: { $0 != UInt8(ascii: "?") }).count <= pathOctets else {
      throw Refusal(.uriTooLong, "The address may hold at most \(addressOctets) bytes, \(pathOctets) of them before the question mark.")
    }
    guard headers.count <= headerFields, headers.octets <= headerOctets else {
      throw Refusal(.headersTooLarge, "The headers may hold at most \(headerFields) fields and \(headerOctets) bytes.")
    }
  }
}

/// Hummingbird's context, reduced to the one thing the door wants of a connection: who is at the other end.
struct DoorContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? "local"
  }
}

extension RequestHeaders {
  /// Header fields as the door reads them; the authority stands in for `Host`, as HTTP libraries move it.
  init(_ request: Request) {
    var fields = request.headers.map { (name: $0.name.canonicalName, value: $0.value) }
    if let authority = request.head.authority { fields.append(("host", authority)) }
    self.init(fields)
  }
}

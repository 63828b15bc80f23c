import Domain
import Hummingbird

/// Takes the body of a request, as much as its route allows and not an octet more.
enum BodyReader {
  /// What of a rule with a choice counts for this request.
  static func rule(_ rule: Route.BodyRule, for headers: RequestHeaders) -> Route.BodyRule {
    guard case .parts(let limit, let other) = rule else { return rule }
    let type = headers["content-type"]?.lowercased() ?? ""
    return type.utf8.starts(with: parts.utf8) ? .octets(types: [parts], limit: limit) : other
  }

  private static let parts = "multipart/form-data"

  /// Checks what the headers say of the body, before anything of it is read.
  static func check(_ headers: RequestHeaders, rule: Route.BodyRule) throws(Refusal) {
    let length = try headers.single("content-length")
    let hasBody = headers["transfer-encoding"] != nil || (length ?? "0") != "0"
    if case .none = rule {
      guard !hasBody else { throw Refusal(.malformed, "This request takes no body.") }
      return
    }
    if let length {
      guard let octets = WholeNumber.read(length)?.value, octets <= Int64(limit(of: rule)) else { throw tooLarge(rule) }
    }
    guard headers.all("content-encoding").allSatisfy({ $0.lowercased() == "identity" }) else {
      throw Refusal(.unsupportedMediaType, "Compressed bodies are not read. Send the body as it is.")
    }
    let type = try headers.single("content-type")
    guard hasBody else { return }
    guard let type, isAccepted(type, by: rule) else {
      throw Refusal(.unsupportedMediaType, "The Content-Type of this request must be \(accepted(by: rule)).")
    }
  }

  /// - Throws: 413 as soon as the limit is passed, 400 when the connection ends early.
  static func read(_ body: RequestBody, rule: Route.BodyRule) async throws -> [UInt8] {
    let limit = limit(of: rule)
    guard limit > 0 else { return [] }
    var bytes: [UInt8] = []
    for try await buffer in body {
      guard bytes.count + buffer.readableBytes <= limit else { throw tooLarge(rule) }
      bytes.append(contentsOf: buffer.readableBytesView)
    }
    return bytes
  }

  /// Whether bodies of it are let in a few at a time.
  static func isLarge(_ rule: Route.BodyRule) -> Bool { limit(of: rule) > 2 * 1_048_576 }

  private static func limit(of rule: Route.BodyRule) -> Int {
    switch rule {
    case .none: 0
    case .json(let limit), .octets(_, let limit), .parts(let limit, _): limit
    case .form: 65_536
    }
  }

  private static func accepted(by rule: Route.BodyRule) -> String {
    switch rule {
    case .none: ""
    case .json: "application/json"
    case .form: "application/x-www-form-urlencoded"
    case .octets(let types, _): types.joined(separator: " or ")
    case .parts(_, let other): "\(parts) or \(accepted(by: other))"
    }
  }

  /// The media type without case, and no parameter but `charset=utf-8`.
  private static func isAccepted(_ type: String, by rule: Route.BodyRule) -> Bool {
    let parts = type.lowercased().split(separator: ";", omittingEmptySubsequences: false).map { TextRules.trimmed(String($0)) }
    guard let media = parts.first else { return false }
    if case .octets(let types, _) = rule { return types.contains(media) }
    guard media == accepted(by: rule) else { return false }
    return parts.dropFirst().allSatisfy { $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }
  }

  private static func tooLarge(_ rule: Route.BodyRule) -> Refusal {
    Refusal(.payloadTooLarge, "The body of this request may hold at most \(limit(of: rule)) bytes.")
  }
}

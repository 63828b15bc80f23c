/// Who carries parcels, and where one looks up where they are.
package struct Courier: Sendable, Equatable, Identified {
  package static let idPrefix = "cou"
  /// What stands for the number in ``trackingURL``.
  package static let placeholder = "{tracking_number}"

  package let id: ID<Courier>
  package var name: String
  /// An address of the web with ``placeholder`` in it; nil for a courier without one.
  package var trackingURL: String?
  package let createdAt: Instant

  package init(id: ID<Courier>, name: String, trackingURL: String? = nil, createdAt: Instant) {
    self.id = id
    self.name = name
    self.trackingURL = trackingURL
    self.createdAt = createdAt
  }

  /// - Throws: `validationFailed` naming every field that does not fit.
  package mutating func settle() throws(Refusal) {
    name = name.composed
    var checks = FieldChecks()
    checks.text(name, "name", limit: 255, required: true)
    if let trackingURL, !Self.isTrackingAddress(trackingURL) {
      checks.fail(
        "tracking_url", "invalid",
        "An address that begins with https:// or http:// and has \(Self.placeholder) behind the name of the host, at most 1000 characters.")
    }
    try checks.finish()
  }

  /// Where the parcel of this number is looked up; every byte of the number that means something in an address is escaped.
  package func trackingAddress(of number: String) -> String? {
    guard let trackingURL else { return nil }
    var escaped = ""
    for byte in number.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return trackingURL.split(separator: Self.placeholder, omittingEmptySubsequences: false).joined(separator: escaped)
  }

  /// Only what a browser opens as a page of the web (`abuse-cases.md`: no `javascript:`, nobody's password, no host out of the number).
  private static func isTrackingAddress(_ text: String) -> Bool {
    let scheme = ["https://", "http://"].first { text.lowercased().utf8.starts(with: $0.utf8) }
    guard let scheme, text.utf8.count <= 1000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`|".utf8.contains($0) }) else {
      return false
    }
    let rest = text.dropFirst(scheme.count)
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return !host.isEmpty && !host.contains("@") && !host.contains("{") && rest.dropFirst(host.count).contains(placeholder)
  }
}

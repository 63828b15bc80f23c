/// The gateway that takes the shop's SMS, spoken with in Twilio's way (`COUNTERFOIL_SMS_URL`).
package struct SMSGateway: Sendable, Equatable {
  package let url: OutboundURL
  /// User and password; nil for a gateway that asks for none.
  package let credentials: Credentials?
  /// The number or name that receivers see; nil leaves it to the shop's name.
  package let from: String?

  package struct Credentials: Sendable, Equatable {
    package let account: String
    package let token: String
  }

  /// Reads `https://ACCOUNT:TOKEN@api.twilio.com?from=%2B441632960000`; nil for anything else. Account and token may also stand in the
  /// query. Without a path it is Twilio's own.
  package init?(_ text: String) {
    guard let parts = DoorURL(text), ["http", "https"].contains(parts.scheme),
      Set(parts.query.keys).isSubset(of: ["from", "account", "token"])
    else { return nil }
    let account = parts.user ?? parts.query["account"]
    let token = parts.password ?? parts.query["token"]
    guard (account == nil) == (token == nil) else { return nil }
    credentials = account.flatMap { account in token.map { Credentials(account: account, token: $0) } }
    let hasPath = !["", "/"].contains(parts.path)
    guard hasPath || account != nil else { return nil }
    let path = hasPath ? parts.path : "/2010-04-01/Accounts/\(PercentText.encoded(account ?? ""))/Messages.json"
    let host = parts.host.utf8.contains(UInt8(ascii: ":")) ? "[\(parts.host)]" : parts.host
    guard let url = try? OutboundURL("\(parts.scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")\(path)") else { return nil }
    self.url = url
    from = parts.query["from"].flatMap(\.trimmedText)
  }

  /// A name of at most eleven letters and digits, as networks show it in place of a number.
  package static func senderName(of shopName: String) -> String {
    let plain = shopName.unicodeScalars.filter { ($0.isASCII && $0.properties.isAlphabetic) || (48...57).contains($0.value) || $0 == " " }
    let name = String(String.UnicodeScalarView(plain.prefix(11))).trimmedText ?? ""
    return name.unicodeScalars.contains { $0.properties.isAlphabetic } ? name : "Shop"
  }

  /// The address without its credentials, to be shown.
  package var shown: String { url.text }
}

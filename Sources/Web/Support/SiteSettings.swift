/// How the shop is reached; read from the command line, the same for the whole run.
package struct SiteSettings: Sendable {
  package var host: String
  /// 0 for a free one.
  package var port: Int
  /// Paths of PEM files; nil for plain http.
  package var certificate: (chain: String, key: String)?
  /// Who may say for whom it speaks (`X-Forwarded-For`, `X-Forwarded-Proto`).
  package var trustedProxies: [AddressRange]
  /// Where people find the shop, `https://till.example`, when a proxy stands in front.
  package var publicURL: String?
  /// Open connections of one address; a shop behind one router is one address.
  package var connectionsPerPeer: Int

  package init(
    host: String = "127.0.0.1", port: Int = 8080, certificate: (chain: String, key: String)? = nil, trustedProxies: [AddressRange] = [],
    publicURL: String? = nil, connectionsPerPeer: Int = 256
  ) {
    self.host = host
    self.port = port
    self.certificate = certificate
    self.trustedProxies = trustedProxies
    self.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    self.connectionsPerPeer = connectionsPerPeer
  }

  /// The caller's address and the safety of the way, as told by the connection and by proxies that are trusted.
  func peer(address: String, headers: RequestHeaders) -> Peer {
    let isSecure = certificate != nil || publicURL?.utf8.starts(with: "https://".utf8) == true
    guard trustedProxies.contains(where: { $0.contains(address) }) else { return Peer(address: address, isSecure: isSecure) }
    // From the right, the first address that is no proxy of ours; everything left of it anybody may have written.
    let chain = headers.all("x-forwarded-for").flatMap { $0.split(separator: ",") }.map { TextRules.trimmed(String($0)) }
    let client = chain.reversed().first { hop in !trustedProxies.contains { $0.contains(hop) } } ?? chain.first ?? address
    let isKnown = AddressRange(client) != nil
    return Peer(address: isKnown ? client : address, isSecure: isSecure || headers["x-forwarded-proto"] == "https")
  }

  /// `https://host`, as a browser writes it in `Origin`.
  func origin(of peer: Peer, headers: RequestHeaders) -> String? {
    if let publicURL { return publicURL.lowercased() }
    return headers["host"].map { "\(peer.isSecure ? "https" : "http")://\($0.lowercased())" }
  }
}

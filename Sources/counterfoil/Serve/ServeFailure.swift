import Web

/// Why serving ended otherwise than by request.
enum ServeFailure {
  static func text(of error: any Error, settings: SiteSettings) -> String {
    let reason = Explanation.of(error)
    if reason.contains("failedToLoad") {
      return "The certificate or its key cannot be read (\(reason)). Both are files in PEM form."
    }
    guard reason.contains("bind(") || reason.contains("getaddrinfo") else { return reason }
    return "\(settings.host) port \(settings.port) cannot be listened at: \(reason) Choose another --port or --host."
  }
}

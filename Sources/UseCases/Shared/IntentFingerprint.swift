import Secrets
package import Stores

extension Intent {
  /// What a caller wants done once, told apart from any other request by a hash over where it went and what it said.
  package init(key: String, route: String, path: String, body: [UInt8]) {
    let spoken = Array("\(route)\n\(path)\n".utf8) + body
    self.init(key: key, route: route, fingerprint: SecretText.hash(spoken))
  }
}

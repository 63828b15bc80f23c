package import SQLEngine

/// Which secret the data were made with: its fingerprint, which tells nothing of it.
package struct ServerSecretStore {
  let tx: Transaction

  /// Nil for data that know of no secret yet.
  package func fingerprint() throws -> String? {
    try tx.row("SELECT fingerprint FROM server_secret WHERE id = 1")?.text("fingerprint")
  }

  /// Writes it, in place of another one.
  package func keep(_ fingerprint: String) throws {
    try tx.execute(
      "INSERT INTO server_secret (id, fingerprint) VALUES (1, \(fingerprint)) ON CONFLICT (id) DO UPDATE SET fingerprint = \(fingerprint)")
  }
}

extension Transaction {
  package var serverSecret: ServerSecretStore { ServerSecretStore(tx: self) }
}

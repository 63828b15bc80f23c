import Foundation
import SQLEngine
import Secrets
import Stores
import UseCases

/// Looks whether the secret in the folder is the one that the data were made with. With another one no PIN would fit, no link would open
/// and nothing sealed could be read, and what is made meanwhile would fit no other process.
struct SecretCheck: Sendable {
  let place: ShopPlace
  /// Whether another secret is taken for good.
  let acceptsNew: Bool

  /// The keys of these data; a secret is made where the data know of none yet.
  ///
  /// - Throws: ``CommandFailure`` where the data belong to another secret.
  func keyring(for database: any Database) async throws -> Keyring {
    let path = place.folder.secretPath
    let known = try await database.read { tx in try tx.serverSecret.fingerprint() }
    if known != nil, !acceptsNew, !FileManager.default.fileExists(atPath: path) {
      throw CommandFailure("\(path) is missing, and the data at \(place.storage.name) were made with one. \(Self.wayOut)")
    }
    let keyring = try KeyringFile.open(path)
    let own = keyring.signature(.fingerprint)
    // Asked in the transaction that writes it: of two processes with different secrets the second one finds the first one's.
    let kept = try await database.write { [acceptsNew] tx in
      if let found = try tx.serverSecret.fingerprint(), found == own || !acceptsNew { return found }
      try tx.serverSecret.keep(own)
      return own
    }
    guard kept == own else {
      throw CommandFailure("\(path) is not the secret that the data at \(place.storage.name) were made with. \(Self.wayOut)")
    }
    return keyring
  }

  private static let wayOut = """
    Put that one there: the folder of every server of this shop holds it, and so does every backup. If it is lost for good, \
    `counterfoil serve --new-secret` goes on without it; PINs, links and doors have to be set again.
    """
}

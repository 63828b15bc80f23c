import Domain
import Foundation
import SQLEngine
import Secrets
import Stores
import UseCases

/// Sees that what belongs to a shop beside its database, its secret and the list of who asked to be forgotten, is in the folder that it is
/// served with from now on.
struct MoveSecret: Sendable {
  let from: DataFolder
  let to: DataFolder

  /// - Parameter fingerprint: of the secret that the data were made with, where they know of one.
  /// - Throws: ``CommandFailure`` where one of the folders is another shop's.
  func check(fingerprint: String?) throws {
    for folder in [from, to] {
      guard let keyring = try keyring(in: folder), let fingerprint else { continue }
      guard keyring.signature(.fingerprint) == fingerprint else {
        throw CommandFailure(
          "\(folder.secretPath) is not the secret that this shop was made with. Name the folder that the shop is served with by --data.")
      }
    }
    guard let left = Self.content(of: from), let right = Self.content(of: to) else { return }
    guard left == right else { throw CommandFailure("\(to.path) is the folder of another shop: its secret.key is not this one's.") }
  }

  /// The shop's keys; nil where neither folder has them.
  func keyring() throws -> Keyring? { try keyring(in: from) ?? keyring(in: to) }

  /// Copies what is missing.
  ///
  /// - Returns: what the operator has to do, where that could not be done here.
  func settle(erased: [ID<Customer>]) throws -> String? {
    try to.make()
    if Self.content(of: to) == nil, let secret = Self.content(of: from) {
      try DataFolder.writePrivately([UInt8](secret), to: to.secretPath)
    }
    if !erased.isEmpty { try ErasureList.write(erased, in: to) }
    guard Self.content(of: to) == nil else { return nil }
    return "There is no secret.key in \(from.path). Copy the one that the shop was served with to \(to.secretPath) before you start it."
  }

  private func keyring(in folder: DataFolder) throws -> Keyring? {
    Self.content(of: folder) == nil ? nil : try KeyringFile.open(folder.secretPath)
  }

  private static func content(of folder: DataFolder) -> Data? { FileManager.default.contents(atPath: folder.secretPath) }
}

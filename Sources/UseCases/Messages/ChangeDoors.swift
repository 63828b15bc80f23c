package import Domain
import SQLEngine
import Secrets
import Stores

/// New words for doors: sealed ones, and nil for those that are emptied.
package typealias DoorChanges = [DoorOut: String?]

extension Shop {
  /// The doors out as they stand.
  package func openDoors() async throws -> OpenDoors {
    let sealed = try await database.read { tx in try tx.doors.all() }
    return openDoors(sealed)
  }

  /// What was sealed, opened; a word that another secret sealed counts as not set.
  package func openDoors(_ sealed: [DoorOut: String]) -> OpenDoors {
    var settings: [DoorOut: String] = [:]
    for (door, text) in sealed { settings[door] = credentials.keyring.open(text, for: .door, name: door.rawValue) }
    return OpenDoors(environment: outside.doors, settings: settings)
  }

  /// Checks new words for doors and seals them.
  ///
  /// - Throws: `validationFailed` naming each that cannot be; also an address inside the network, which only the environment may name.
  package func seal(_ words: [DoorOut: String?]) throws -> DoorChanges {
    var checks = FieldChecks()
    for door in DoorOut.allCases {
      guard case .some(.some(let text)) = words[door] else { continue }
      if let problem = door.problem(with: text) {
        checks.fail(door.rawValue, "invalid", problem)
      } else if isInside(text, door) {
        checks.fail(
          door.rawValue, "not_public", "This address is inside a network. The server's environment may name it, settings may not.")
      }
    }
    try checks.finish()
    var sealed: DoorChanges = [:]
    for (door, text) in words {
      sealed.updateValue(try text.map { try credentials.keyring.seal($0, for: .door, name: door.rawValue) }, forKey: door)
    }
    return sealed
  }

  private func isInside(_ text: String, _ door: DoorOut) -> Bool {
    guard door != .mailSender, !door.isSecret, let url = DoorURL(text) else { return false }
    let port = url.port ?? 0
    guard let address = NetworkAddress(url.host) else { return url.host == "localhost" && !outside.allowed.coverLocalhost(port: port) }
    return !address.isPublic && !outside.allowed.contains { $0.covers(address, port: port) }
  }
}

extension UnitOfWork {
  /// Sets or empties doors out; what the environment says stays as it is.
  ///
  /// - Returns: every door that the settings name now, sealed.
  package func changeDoors(_ changes: DoorChanges) throws -> [DoorOut: String] {
    try principal.require(.manageSettings)
    let before = try tx.doors.all()
    for (base, key) in [(DoorOut.stripeBase, DoorOut.stripeKey), (.lineBase, .lineToken), (.graphBase, .metaPageToken)] {
      guard case .some(.some) = changes[base], changes[key] == nil, before[key] != nil else { continue }
      throw Refusal.invalid(key.rawValue, "required", "Enter the key again: it would be sent to another address.")
    }
    for door in DoorOut.allCases {
      guard let sealed = changes[door] else { continue }
      try tx.doors.save(door, sealed, at: now)
    }
    return try tx.doors.all()
  }
}

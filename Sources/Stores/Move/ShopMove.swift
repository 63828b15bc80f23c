package import Domain

/// Where a database stands in a move of its shop to another one; each of the two has a mark of its own.
package struct ShopMove: Sendable, Equatable {
  package enum Role: String, Sendable {
    /// The shop leaves this database.
    case source
    /// The shop comes into this database.
    case target
  }

  package enum State: String, Sendable {
    /// Rows are being copied, or were when the copying was broken off.
    case moving
    /// All rows were copied and compared: the shop is in the target now.
    case moved
    /// The copy differs, or was given up: nothing may be sold from it.
    case unusable
  }

  /// The same text in both databases, and another one for every move.
  package let id: String
  package let role: Role
  package var state: State
  /// The other database, for people; without user and password.
  package let otherPlace: String
  package let startedAt: Instant
  package var finishedAt: Instant?

  package init(id: String, role: Role, state: State, otherPlace: String, startedAt: Instant, finishedAt: Instant? = nil) {
    self.id = id
    self.role = role
    self.state = state
    self.otherPlace = otherPlace
    self.startedAt = startedAt
    self.finishedAt = finishedAt
  }

  private static let restoring = "restore"

  /// The mark of a database into which a backup is being restored: until it is checked and held back nobody opens it.
  package static func restore(of backup: String, at now: Instant) -> ShopMove {
    ShopMove(id: restoring, role: .target, state: .moving, otherPlace: backup, startedAt: now)
  }

  /// Whether it is not a shop that comes in, but a backup.
  package var isRestore: Bool { id == Self.restoring }

  /// Whether the shop may be sold from the database that has this mark.
  package var allowsSelling: Bool { role == .target && state == .moved }
}

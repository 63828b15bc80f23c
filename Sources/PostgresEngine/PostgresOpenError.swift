/// Why a PostgreSQL database could not be used. No text holds the address's password.
package enum PostgresOpenError: Error, Equatable, CustomStringConvertible {
  /// The address is not one that libpq understands.
  case badAddress(reason: String)
  /// Nobody answers there, or not to us.
  case unreachable(reason: String)
  /// A setting that durability or correctness rests on is another one.
  case unsafe(setting: String, value: String, needed: String)

  /// Other processes use the database as one of both must not.
  case inUse(Use)

  /// Who is in the way.
  package enum Use: Sendable {
    /// Somebody who has to be alone, such as a move.
    case alone
    /// Servers or commands, of whom there may be several.
    case together
  }

  package var description: String {
    switch self {
    case .badAddress(let reason): "This is no address of a PostgreSQL database: \(reason)."
    case .unreachable(let reason): "The PostgreSQL database cannot be reached: \(reason)."
    case .inUse(.alone): "The shop is being moved by another process, which must be alone with it. Wait until it is done."
    case .inUse(.together): "The PostgreSQL database is in use by a server or a command of the shop. Stop it first, on every machine."
    case .unsafe(let setting, let value, let needed):
      "PostgreSQL keeps \(setting) at \(value), so an acknowledged order could be lost or damaged unnoticed. Set it to \(needed); nothing was opened."
    }
  }
}

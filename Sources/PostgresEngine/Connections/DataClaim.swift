import SQLEngine

/// How a process claims a database for as long as its writing session lasts. Every process of a shop has it together with the others; who
/// moves a shop has it alone.
enum DataClaim: Sendable {
  case shared
  case exclusive

  /// The number of the advisory lock; the writers' own, and two more.
  private static let lock = PostgresConnection.lock + 2

  /// - Throws: ``PostgresOpenError/inUse(_:)`` where others do not allow it.
  func take(on pipe: PostgresPipe) throws(PostgresOpenError) {
    switch self {
    case .shared: pipe.runSoon("SELECT pg_try_advisory_lock_shared(\(Self.lock)) AS taken")
    case .exclusive: pipe.runSoon("SELECT pg_try_advisory_lock(\(Self.lock)) AS taken")
    }
    let isTaken: Bool
    do {
      guard let answer = try pipe.answers().last else { throw PostgresOpenError.unreachable(reason: "there was no answer") }
      isTaken = try answer.rows(answer.columns).first?.flag("taken") ?? false
    } catch let accident as PostgresAccident {
      throw .unreachable(reason: accident.message)
    } catch {
      throw error as? PostgresOpenError ?? .unreachable(reason: "\(error)")
    }
    guard isTaken else { throw .inUse(self == .shared ? .alone : .together) }
  }
}

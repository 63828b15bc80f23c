import CPostgres
import Dispatch

/// A plain connection to a PostgreSQL server, without anything of the engine's: to make databases, and to get in the engine's way.
// The connection is touched on its queue alone, so it is safe to share.
package final class PostgresSession: @unchecked Sendable {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private let queue = DispatchQueue(label: "postgres-session")
  private var connection: OpaquePointer?

  package init(_ address: String) {
    queue.async { self.connection = PQconnectdb(address) }
  }

  deinit { PQfinish(connection) }

  /// Runs one statement and returns its rows, every value as text.
  @discardableResult
  package func run(_ statement: String) async throws -> [[String?]] {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try self.runHere(statement) }) }
    }
  }

  /// The same without waiting for anything but the server; for the end of the process.
  package func runAndBlock(_ statement: String) throws -> [[String?]] {
    try queue.sync { try runHere(statement) }
  }

  private func runHere(_ statement: String) throws -> [[String?]] {
    let answer = PQexec(connection, statement)
    defer { PQclear(answer) }
    let status = PQresultStatus(answer)
    guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
      throw Failure(description: "\(statement): \(String(cString: PQerrorMessage(connection)))")
    }
    return (0..<PQntuples(answer)).map { row in
      (0..<PQnfields(answer)).map { column in
        PQgetisnull(answer, row, column) == 1 ? nil : PQgetvalue(answer, row, column).map { String(cString: $0) }
      }
    }
  }
}

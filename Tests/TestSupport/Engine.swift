import Foundation
package import SQLEngine

/// What a test runs on. Tests of what the shop keeps run on every engine:
///
///     @Test(arguments: Engine.underTest)
///     func `the last one is sold once`(on engine: Engine) async throws {
///       let shop = try await StockedShop(on: engine)
package enum Engine: String, Sendable {
  case sqlite
  case postgres

  package var dialect: Dialect {
    switch self {
    case .sqlite: .sqlite
    case .postgres: .postgres
    }
  }

  /// SQLite, and PostgreSQL where `COUNTERFOIL_TEST_POSTGRES` names a server on which tests may create databases.
  package static let underTest: [Engine] = {
    if PostgresServer.address != nil { return [.sqlite, .postgres] }
    print("These tests run on SQLite alone: COUNTERFOIL_TEST_POSTGRES names no PostgreSQL server.")
    return [.sqlite]
  }()
}

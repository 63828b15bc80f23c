import TestSupport
import Testing

extension Trait where Self == ConditionTrait {
  /// For what only PostgreSQL does.
  static var onPostgres: Self { .enabled(if: PostgresServer.address != nil, "COUNTERFOIL_TEST_POSTGRES names no server.") }
}

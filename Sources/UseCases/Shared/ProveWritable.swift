import Domain
import Stores

extension UnitOfWork {
  /// Writes something that matters to nobody, so that its commit proves that the storage can be written to.
  package func proveWritable() throws {
    _ = try tx.counters.next("readiness")
  }
}

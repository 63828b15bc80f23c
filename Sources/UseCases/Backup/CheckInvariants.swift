import Domain
import Stores

extension UnitOfWork {
  /// What is wrong with the data, in words; empty for a sound shop.
  package func checkInvariants() throws -> [String] {
    try principal.require(.backup)
    return try tx.invariants.findings(at: now) + checkAuditChains()
  }

  /// Marks that these data are an older state brought back, so that nothing that was sent before is sent again (P22).
  ///
  /// - Returns: how often the shop was restored.
  package func raiseRestoreEpoch() throws -> Int64 {
    try principal.require(.backup)
    let epoch = try tx.counters.next("restore_epoch")
    try tx.webSessions.removeExpired(at: now)
    try record("shop.restored", EventObject("shop", "shop"), at: nil)
    return epoch
  }
}

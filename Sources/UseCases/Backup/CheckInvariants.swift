import Domain
import Stores

extension UnitOfWork {
  /// What is wrong with the data, in words; empty for a sound shop.
  package func checkInvariants() throws -> [String] {
    try principal.require(.backup)
    return try tx.invariants.findings(at: now) + checkAuditChains()
  }

  /// Marks that these data are an older state brought back: nothing is sent and no payment is pursued before ``releaseRestored()``, for
  /// this state does not know what was sent and paid after it (P22). From here on it may be served.
  ///
  /// - Returns: how often the shop was restored.
  package func raiseRestoreEpoch() throws -> Int64 {
    try principal.require(.backup)
    let epoch = try tx.counters.next("restore_epoch")
    try tx.webSessions.removeExpired(at: now)
    for job in [Job.outbox, .payments] { try tx.leases.holdBack(job) }
    try tx.shopMoves.endRestore()
    try record("shop.restored", EventObject("shop", "shop"), at: nil)
    return epoch
  }

  /// Whether the shop was restored, and nobody has said yet that it may send and collect again.
  package func isHeldBack() throws -> Bool {
    try principal.require(.backup)
    return try tx.leases.isAnyHeldBack()
  }

  /// Lets a restored shop send and collect again; false where nothing was held back.
  package func releaseRestored() throws -> Bool {
    try principal.require(.backup)
    guard try tx.leases.release() > 0 else { return false }
    try record("shop.released", EventObject("shop", "shop"), at: nil)
    return true
  }
}

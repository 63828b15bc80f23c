/// One caller's work in a transaction, and how to answer it.
struct PendingRequest: Sendable {
  /// Does the work and returns the answer, which is sent only after the transaction has ended.
  let run: @Sendable (Transaction) throws -> Answer
  /// Tells the caller why nothing of it was kept.
  let fail: Refuse

  /// Resumes one waiting caller; each request calls exactly one of its two, once.
  typealias Answer = @Sendable () -> Void
  typealias Refuse = @Sendable (any Error) -> Void
}

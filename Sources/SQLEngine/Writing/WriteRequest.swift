/// One caller's write, and how to answer it.
struct WriteRequest: Sendable {
  /// Does the work and returns the answer, which is sent only after the commit returned.
  let run: @Sendable (Transaction) throws -> Answer
  /// Tells the caller why nothing of it was kept.
  let fail: Refuse

  /// Resumes one waiting caller; each request calls exactly one of its two, once.
  typealias Answer = @Sendable () -> Void
  typealias Refuse = @Sendable (any Error) -> Void
}

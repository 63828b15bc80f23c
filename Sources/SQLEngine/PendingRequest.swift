/// One caller's work in a transaction, and how to answer it.
struct PendingRequest: Sendable {
  /// Of two requests with one key the second runs only after the first is finished; nil for none.
  let key: String?
  /// Does the work, and returns the answer or what is still to be done before there is one.
  let run: @Sendable (Transaction) throws -> Progress
  /// Tells the caller why nothing of it was kept.
  let fail: Refuse

  /// Resumes one waiting caller, only after the transaction has ended; each request calls exactly one of its two, once.
  typealias Answer = @Sendable () -> Void
  typealias Refuse = @Sendable (any Error) -> Void

  enum Progress {
    case answer(Answer)
    case rest(Rest)
  }

  /// What is to be done before the commit, and may be done after other requests of the same batch have run.
  struct Rest {
    /// Lets another thread begin with it.
    let offer: @Sendable () -> Void
    let finish: @Sendable (Transaction) throws -> Answer
  }

  init(
    key: String? = nil, run: @escaping @Sendable (Transaction) throws -> Progress, fail: @escaping Refuse
  ) {
    self.key = key
    self.run = run
    self.fail = fail
  }
}

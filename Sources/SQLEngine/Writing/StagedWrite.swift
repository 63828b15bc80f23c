/// A write that says which of its parts need not wait their turn, so that the one writer does only what nobody else can.
///
/// However the parts are spread over threads, the effect is as if all had been run one after another inside the transaction.
package struct StagedWrite<Made: Sendable, Kept: Sendable>: Sendable {
  /// Of two requests with one key in the same commit the second begins only after the first has kept what it keeps; nil for none.
  package let key: String?
  /// What must happen inside the transaction.
  package let carryOut: @Sendable (Transaction) throws -> Made
  /// Makes what is kept and answered of what was done; pure, on any thread.
  package let render: @Sendable (Made) throws -> Kept
  /// Writes that down in the same commit.
  package let keep: @Sendable (Transaction, Kept) throws -> Void

  package init(
    key: String?, carryOut: @escaping @Sendable (Transaction) throws -> Made, render: @escaping @Sendable (Made) throws -> Kept,
    keep: @escaping @Sendable (Transaction, Kept) throws -> Void
  ) {
    self.key = key
    self.carryOut = carryOut
    self.render = render
    self.keep = keep
  }
}

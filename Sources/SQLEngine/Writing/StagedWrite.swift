/// A write that says which of its parts need not wait their turn, so that the one writer does only what nobody else can.
///
/// However the parts are spread over threads, the effect is as if all had been run one after another inside the transaction.
package struct StagedWrite<Hint: Sendable, Made: Sendable, Kept: Sendable>: Sendable {
  /// Of two requests with one key in the same commit the second begins only after the first has kept what it keeps; nil for none.
  package let key: String?
  /// What can be worked out beforehand of what the writer remembers (``Transaction/remembered(_:_:_:)``); it writes nothing, and may be run in
  /// vain. Nil where there is nothing of the kind.
  package let foresee: (@Sendable (Transaction) throws -> Hint)?
  /// What must happen inside the transaction; with what was foreseen, where that is what it would be now.
  package let carryOut: @Sendable (Transaction, Hint?) throws -> Made
  /// Makes what is kept and answered of what was done; pure, on any thread.
  package let render: @Sendable (Made) throws -> Kept
  /// Writes that down in the same commit.
  package let keep: @Sendable (Transaction, Kept) throws -> Void

  package init(
    key: String?, foresee: (@Sendable (Transaction) throws -> Hint)? = nil,
    carryOut: @escaping @Sendable (Transaction, Hint?) throws -> Made, render: @escaping @Sendable (Made) throws -> Kept,
    keep: @escaping @Sendable (Transaction, Kept) throws -> Void
  ) {
    self.key = key
    self.foresee = foresee
    self.carryOut = carryOut
    self.render = render
    self.keep = keep
  }
}

/// How long leases last. Every process measures on its own steady clock, so that no two wall clocks are ever compared: a holder stops
/// `lifetime` after it *began* to write its last beat, and another process waits `patience` from when it *saw* that beat, which is later.
/// Only clocks that run at speeds of their own could bring the two together, and the difference allows for two seconds in five.
package struct LeaseTerms: Sendable, Equatable {
  /// How long a holder may act on a beat; nil for ever, where nobody else can have the data.
  package let lifetime: Duration?
  /// How long a beat has to stand still before its holder counts as gone.
  package let patience: Duration
  /// How long after one beat the next is written.
  package let rhythm: Duration
  /// How long after one look at the leases the next is taken.
  package let pause: Duration

  package init(lifetime: Duration?, patience: Duration, rhythm: Duration, pause: Duration) {
    self.lifetime = lifetime
    self.patience = patience
    self.rhythm = rhythm
    self.pause = pause
  }

  /// Where other processes may serve the same data. One that died is followed within two pauses and the patience: twelve seconds.
  package static let shared = LeaseTerms(lifetime: .seconds(6), patience: .seconds(10), rhythm: .seconds(2), pause: .seconds(1))
  /// Where the data are locked by this process: it takes what it finds, once, and never writes a beat.
  package static let alone = LeaseTerms(lifetime: nil, patience: .zero, rhythm: .zero, pause: .seconds(1))
}

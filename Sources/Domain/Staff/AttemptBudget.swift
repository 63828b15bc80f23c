/// How often somebody may try a PIN or password before they have to wait, and when only something stronger helps.
///
/// A try is paid for *before* it is checked and given back when it was right; so a hundred guesses at once buy no more than a
/// hundred in a row (promise P18).
package struct AttemptBudget: Sendable, Equatable {
  /// Wrong tries without any wait.
  package let free: Int64
  /// The wait after the last free try; each further one doubles it.
  package let firstWaitSeconds: Int64
  package let longestWaitSeconds: Int64
  /// Wrong tries after which none is checked any more; nil for never.
  package let lockedAfter: Int64?
  /// Seconds after which a wrong try is forgotten; nil for never.
  package let forgetsEverySeconds: Int64?
  /// How many are forgotten each time.
  package let forgetsAtOnce: Int64

  init(
    free: Int64, firstWaitSeconds: Int64, longestWaitSeconds: Int64, lockedAfter: Int64?, forgetsEverySeconds: Int64?,
    forgetsAtOnce: Int64 = 1
  ) {
    self.free = free
    self.firstWaitSeconds = firstWaitSeconds
    self.longestWaitSeconds = longestWaitSeconds
    self.lockedAfter = lockedAfter
    self.forgetsEverySeconds = forgetsEverySeconds
    self.forgetsAtOnce = forgetsAtOnce
  }

  /// One person at one till: five tries, then 30 s, 60 s … up to 8 min, after ten the password.
  package static let pinAtTill = AttemptBudget(
    free: 5, firstWaitSeconds: 30, longestWaitSeconds: 480, lockedAfter: 10, forgetsEverySeconds: nil)
  /// All people at one till together, so that one PIN tried on everybody ends as well.
  package static let till = AttemptBudget(
    free: 20, firstWaitSeconds: 30, longestWaitSeconds: 240, lockedAfter: nil, forgetsEverySeconds: 300)
  /// One e-mail address, whether or not it belongs to anybody.
  package static let password = AttemptBudget(
    free: 10, firstWaitSeconds: 15, longestWaitSeconds: 900, lockedAfter: nil, forgetsEverySeconds: 900)
  /// One address on the network; wide, because a whole shop may stand behind it.
  package static let peer = AttemptBudget(
    free: 60, firstWaitSeconds: 5, longestWaitSeconds: 60, lockedAfter: nil, forgetsEverySeconds: 20)
  /// Guesses at set-up and reset links from one address.
  package static let link = AttemptBudget(
    free: 20, firstWaitSeconds: 5, longestWaitSeconds: 60, lockedAfter: nil, forgetsEverySeconds: 20)
  /// Guesses at checkout links from one address: a whole office may mistype, nobody finds 192 bits this way.
  package static let checkoutLink = AttemptBudget(
    free: 100, firstWaitSeconds: 5, longestWaitSeconds: 60, lockedAfter: nil, forgetsEverySeconds: 5)

  /// Slips that are looked at for one link, accepted or not: as many as a patient person needs, not as many as a program wants.
  package static let transfer = AttemptBudget(
    free: 20, firstWaitSeconds: 30, longestWaitSeconds: 3600, lockedAfter: nil, forgetsEverySeconds: 600)
  /// The same for one network address; an office may stand behind it.
  package static let transferPeer = AttemptBudget(
    free: 60, firstWaitSeconds: 10, longestWaitSeconds: 600, lockedAfter: nil, forgetsEverySeconds: 60)

  /// Payment pages that were opened on one link and not paid: five in ten minutes (PAY-16).
  package static let linkPayment = AttemptBudget(
    free: 5, firstWaitSeconds: 600, longestWaitSeconds: 600, lockedAfter: nil, forgetsEverySeconds: 120)
  /// The same for one network address; a whole office may stand behind it.
  package static let linkPaymentPeer = AttemptBudget(
    free: 20, firstWaitSeconds: 120, longestWaitSeconds: 600, lockedAfter: nil, forgetsEverySeconds: 30)
  /// The same for the whole shop; wide, because a newsletter brings many at once.
  package static let linkPayments = AttemptBudget(
    free: 600, firstWaitSeconds: 5, longestWaitSeconds: 30, lockedAfter: nil, forgetsEverySeconds: 1)

  /// Carts that were begun from one network address: a school may stand behind it, a program that fills the table is slowed down.
  package static let cart = AttemptBudget(
    free: 200, firstWaitSeconds: 5, longestWaitSeconds: 60, lockedAfter: nil, forgetsEverySeconds: 5)
  /// Orders that one network address made or changed in the online store (STK-05).
  package static let shopOrder = AttemptBudget(
    free: 30, firstWaitSeconds: 30, longestWaitSeconds: 600, lockedAfter: nil, forgetsEverySeconds: 30)

  /// Messages of one visitor of the web chat: as quick as one writes for a while, then one every four seconds.
  package static let chat = AttemptBudget(
    free: 15, firstWaitSeconds: 5, longestWaitSeconds: 60, lockedAfter: nil, forgetsEverySeconds: 4)
  /// The same for one network address; an office may stand behind it.
  package static let chatPeer = AttemptBudget(
    free: 60, firstWaitSeconds: 5, longestWaitSeconds: 60, lockedAfter: nil, forgetsEverySeconds: 1)
  /// Conversations that one network address begins.
  package static let chatBegun = AttemptBudget(
    free: 30, firstWaitSeconds: 30, longestWaitSeconds: 600, lockedAfter: nil, forgetsEverySeconds: 60)
  /// Pictures that are looked at for one network address.
  package static let chatPicture = AttemptBudget(
    free: 20, firstWaitSeconds: 30, longestWaitSeconds: 600, lockedAfter: nil, forgetsEverySeconds: 30)
  /// Messages of all visitors together, from wherever they write: far more than a shop can answer, fewer than fill its disk.
  package static let chatWords = AttemptBudget(
    free: 2000, firstWaitSeconds: 1, longestWaitSeconds: 10, lockedAfter: nil, forgetsEverySeconds: 1, forgetsAtOnce: 5)
  /// Pictures of all visitors together.
  package static let chatPictures = AttemptBudget(
    free: 300, firstWaitSeconds: 10, longestWaitSeconds: 60, lockedAfter: nil, forgetsEverySeconds: 10)

  /// What is remembered about one subject.
  package struct Count: Sendable, Equatable {
    package let failures: Int64
    package let lastAt: Instant
    /// The next try is checked from here on.
    package let openAt: Instant

    package init(failures: Int64, lastAt: Instant, openAt: Instant) {
      self.failures = failures
      self.lastAt = lastAt
      self.openAt = openAt
    }
  }

  package enum Answer: Sendable, Equatable {
    /// Check it; store this count first.
    case go(Count)
    case wait(seconds: Int)
    case locked
  }

  /// Pays for one try at `now`.
  package func pay(_ count: Count?, at now: Instant) -> Answer {
    guard let count else { return .go(Count(failures: 1, lastAt: now, openAt: now)) }
    if let lockedAfter, count.failures >= lockedAfter { return .locked }
    if now < count.openAt {
      let (left, overflow) = count.openAt.milliseconds.subtractingReportingOverflow(now.milliseconds)
      // Longer than anybody is made to wait: the clock ran ahead and was set right since (P24).
      let isByWrongClock = overflow || left / 1000 > longestWaitSeconds
      if !isByWrongClock { return .wait(seconds: Int(clamping: left / 1000 + 1)) }
    }
    let failures = remembered(count, at: now) + 1
    return .go(Count(failures: failures, lastAt: now, openAt: now.adding(seconds: wait(after: failures))))
  }

  private func remembered(_ count: Count, at now: Instant) -> Int64 {
    guard let forgetsEverySeconds, now > count.lastAt else { return count.failures }
    let (passed, overflow) = now.milliseconds.subtractingReportingOverflow(count.lastAt.milliseconds)
    let (forgotten, isMost) = (passed / (forgetsEverySeconds * 1000)).multipliedReportingOverflow(by: forgetsAtOnce)
    return overflow || isMost ? 0 : max(0, count.failures - forgotten)
  }

  private func wait(after failures: Int64) -> Int64 {
    guard failures >= free else { return 0 }
    let doublings = min(failures - free, 20)
    return min(longestWaitSeconds, firstWaitSeconds << doublings)
  }
}

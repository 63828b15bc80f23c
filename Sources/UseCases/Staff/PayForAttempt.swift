import Domain
import SQLEngine
import Stores

/// One subject that pays for a try, and how much it may spend.
struct Attempt: Sendable {
  let subject: String
  let budget: AttemptBudget
}

extension Shop {
  /// Pays for one try by all subjects, or by none; refuses when one of them has to wait.
  func pay(_ attempts: [Attempt]) async throws {
    let now = clock()
    try await database.write { tx in
      for attempt in attempts { try tx.pay(attempt, at: now) }
    }
  }

  /// Gives the tries back: they were right.
  func giveBack(_ attempts: [Attempt]) async throws {
    try await database.write { tx in
      for attempt in attempts { try tx.signInBudgets.giveBack(attempt.subject) }
    }
  }
}

extension Transaction {
  /// Pays for one try, or refuses because it is too early for another.
  func pay(_ attempt: Attempt, at now: Instant) throws {
    for _ in 0..<8 {
      let count = try signInBudgets.find(attempt.subject)
      switch attempt.budget.pay(count, at: now) {
      case .wait(let seconds): throw Refusal.tooManyAttempts(retryAfterSeconds: seconds)
      case .locked: throw Refusal.passwordNeeded(retryAfterSeconds: 3600)
      case .go(let next): if try signInBudgets.replace(count, by: next, for: attempt.subject) { return }
      }
    }
    // Others paid each time in between; whoever tries that hard waits.
    throw Refusal.tooManyAttempts(retryAfterSeconds: 1)
  }
}

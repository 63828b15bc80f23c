package import Domain
import SQLEngine
package import Stores

/// What is answered to a request that names itself by an `Idempotency-Key` (P3).
extension Shop {
  /// Runs verbs and writes down what is answered with the effect, so that the same request is never carried out twice.
  ///
  /// - Parameters:
  ///   - intent: nil where the caller sent no key.
  ///   - foreseeing: what of the verbs can be worked out before their turn, of nothing but what the writer remembers; they get it where it
  ///     is what they would find out themselves.
  ///   - rendering: makes the answer of what the verbs return; pure.
  /// - Throws: ``RefusalCode/idempotencyKeyReused``, and whatever the verbs refuse; a refused request may be sent again with its key.
  package func answer<Hint: Sendable, Made: Sendable>(
    by principal: Principal, intent: Intent?, foreseeing: (@Sendable (UnitOfWork) throws -> Hint)?,
    _ verbs: @escaping @Sendable (UnitOfWork, Hint?) throws -> Made, rendering: @escaping @Sendable (Made) throws -> Answer
  ) async throws -> Answer {
    let now = clock()
    let unit = units(by: principal, at: now)
    let owner = principal.idempotencyScope
    let keyring = credentials.keyring
    let foresee: (@Sendable (Transaction) throws -> Hint)? = if let foreseeing { { tx in try foreseeing(unit(tx)) } } else { nil }
    let write = StagedWrite<Hint, Turn<Made>, KeptAnswer>(
      key: intent.map { "\(owner)\n\($0.route)\n\($0.key)" },
      foresee: foresee,
      carryOut: { tx, hint in
        if let intent, let given = try tx.idempotency.find(intent, of: owner) { return .given(given) }
        return .made(try verbs(unit(tx), hint))
      },
      render: { turn in
        switch turn {
        case .given(let answer): return KeptAnswer(answer: try opened(answer), sealed: nil)
        case .made(let made):
          let answer = try rendering(made)
          return KeptAnswer(answer: answer, sealed: intent == nil ? nil : try SealedAnswer.sealed(answer, by: keyring))
        }
      },
      keep: { tx, kept in
        if let intent, let sealed = kept.sealed { try tx.idempotency.add(sealed, for: intent, of: owner, at: now) }
      })
    return try await database.write(write).answer
  }

  /// What was answered to a request before; for work of several transactions, which looks here first and has its answer written down by
  /// the last one.
  package func given(_ intent: Intent, by principal: Principal) async throws -> Answer? {
    let owner = principal.idempotencyScope
    guard let given = try await database.read({ tx in try tx.idempotency.find(intent, of: owner) }) else { return nil }
    return try opened(given)
  }

  private func opened(_ given: Answer) throws(Refusal) -> Answer {
    guard let opened = SealedAnswer.opened(given, by: credentials.keyring) else {
      throw Refusal(.conflict, "This request was carried out, but its answer cannot be read any more. Look at the order.")
    }
    return opened
  }
}

/// What the transaction found or did.
private enum Turn<Made: Sendable>: Sendable {
  case given(Answer)
  case made(Made)
}

/// An answer, and what is written down of it where it is new.
private struct KeptAnswer: Sendable {
  let answer: Answer
  let sealed: Answer?
}

extension Principal {
  /// Whose keys a key is compared with: the same person or token, nobody else.
  package var idempotencyScope: String {
    "\(actorKind):\(actorID ?? "-")"
  }
}

/// Everything that may happen to a return once it was asked for.
package enum ReturnMove: String, Sendable, CaseIterable {
  case receive, receivePart, reject, exchange, refund
}

/// One row of the table of a return's life: which status a move starts from and where it ends.
package struct ReturnTransition: Sendable {
  /// The rule's number in `docs/states.md`.
  package let rule: String
  package let move: ReturnMove
  package let from: [Return.Status]
  package let to: Return.Status?
  /// Who starts it, in a reader's words.
  package let trigger: String
  /// What must hold, in a reader's words.
  package let guards: String
}

extension ReturnTransition {
  /// The whole life of a return. `docs/states.md` is drawn from this table; nothing else changes one.
  package static let table: [ReturnTransition] = [
    row("R2", .receive, from: [.requested], to: .received, by: "staff", if: "whether it can be sold again is said line by line"),
    row("R3", .receivePart, from: [.requested], to: nil, by: "staff", if: "something is still on its way"),
    row("R4", .reject, from: [.requested], to: .rejected, by: "staff", if: "nothing of it came; what came stays received"),
    row("R5", .exchange, from: [.requested, .received], to: nil, by: "staff", if: "no other draft stands for it"),
    row("R6", .refund, from: [.requested, .received], to: nil, by: "staff with the right", if: "no more units than it has"),
  ]

  /// The row of a move.
  package static func of(_ move: ReturnMove) -> ReturnTransition? {
    table.first { $0.move == move }
  }

  private static func row(
    _ rule: String, _ move: ReturnMove, from: [Return.Status], to: Return.Status?, by trigger: String, if guards: String
  ) -> ReturnTransition {
    ReturnTransition(rule: rule, move: move, from: from, to: to, trigger: trigger, guards: guards)
  }
}

extension Return {
  /// Refuses a move that the table has no row for from here.
  ///
  /// - Throws: ``RefusalCode/conflict`` in words for a person.
  package func allow(_ move: ReturnMove) throws(Refusal) {
    guard ReturnTransition.of(move)?.from.contains(status) == true else {
      throw Refusal(.conflict, "This return was \(status.rawValue) already, so it cannot \(move.words).")
    }
  }
}

extension ReturnMove {
  /// How a sentence says it after "cannot".
  var words: String {
    switch self {
    case .receive, .receivePart: "be received"
    case .reject: "be rejected"
    case .exchange: "be exchanged"
    case .refund: "be refunded"
    }
  }
}

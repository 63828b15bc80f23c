/// Everything that may happen to an order's ``OrderStatus``.
package enum OrderMove: String, Sendable, CaseIterable {
  case edit, hold, retrieve, sendInvoice, revertToDraft, resend, place, close, reopen, discard, cancel, editPlaced, restore, fillIn
}

/// One row of the table of transitions: which status a move starts from and where it ends.
package struct OrderTransition: Sendable {
  /// The rule's number in `docs/states.md`.
  package let rule: String
  package let move: OrderMove
  package let from: [OrderStatus]
  package let to: OrderStatus?
  /// Who starts it, in a reader's words.
  package let trigger: String
  /// What must hold, in a reader's words.
  package let guards: String
}

extension OrderTransition {
  /// The whole life of an order. `docs/states.md` is drawn from this table; nothing else changes a status.
  package static let table: [OrderTransition] = [
    row("T2", .edit, from: [.draft], to: nil, by: "staff", if: "the version is the one that was read; nobody is paying for it"),
    row("T3", .hold, from: [.draft], to: nil, by: "a register", if: "nothing: also without customer, label or lines"),
    row("T4", .retrieve, from: [.draft], to: nil, by: "a register", if: "held; of two at once exactly one"),
    row("T5", .sendInvoice, from: [.draft], to: .invoiceSent, by: "staff", if: "it has a line, and the customer the points it takes"),
    row("T6", .revertToDraft, from: [.invoiceSent], to: .draft, by: "staff", if: "no money is kept or on its way; an open page ends first"),
    row("T7", .resend, from: [.invoiceSent], to: nil, by: "staff", if: "the revision is the same"),
    row("T8", .place, from: [.draft, .invoiceSent], to: .placed, by: "money for all or the deposit, or staff", if: "nothing is missing"),
    row("T9", .close, from: [.placed], to: .closed, by: "the shop, or staff", if: "settled, handed over, no open return"),
    row("T10", .reopen, from: [.closed], to: .placed, by: "a return, a late change, or staff", if: "nothing"),
    row("T11", .discard, from: [.draft, .invoiceSent], to: .canceled, by: "staff, or expiry", if: "no money is kept or on its way"),
    row("T12", .cancel, from: [.placed], to: .canceled, by: "staff with the right", if: "nothing has left the shop; money is given back"),
    row("T13", .editPlaced, from: [.placed], to: nil, by: "staff with the right", if: "what left or was given back stays"),
    row("T14", .restore, from: [.canceled], to: .draft, by: "staff", if: "discarded as a draft, at most 30 days ago"),
    row("T15", .fillIn, from: [.invoiceSent], to: nil, by: "its customer, on the link", if: "no payment is under way"),
  ]

  /// The row of a move.
  package static func of(_ move: OrderMove) -> OrderTransition? {
    table.first { $0.move == move }
  }

  /// The moves that start from a status, as an answer to a caller who tried another one.
  package static func moves(from status: OrderStatus) -> [OrderMove] {
    table.filter { $0.from.contains(status) }.map(\.move)
  }

  private static func row(
    _ rule: String, _ move: OrderMove, from: [OrderStatus], to: OrderStatus?, by trigger: String, if guards: String
  ) -> OrderTransition {
    OrderTransition(rule: rule, move: move, from: from, to: to, trigger: trigger, guards: guards)
  }
}

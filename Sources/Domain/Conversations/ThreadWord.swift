/// What the lines of a thread tell of an order (E2); the raw value is the word of a ``ThreadEvent``.
///
/// Facts by name: `number` of the order; `amount` in minor units and `currency` of what was paid or given back; `courier`,
/// `tracking_number` and `tracking_url` of what was shipped; `place` where it is fetched; `reason` and `kind` of a notice that did not leave.
package enum ThreadWord: String, Sendable, CaseIterable {
  /// A draft was made.
  case draft
  /// Its invoice was sent, by whatever way; `via` says by which.
  case sent
  /// The customer has seen it.
  case viewed
  /// It was taken back to be changed.
  case reverted
  /// Money came in.
  case paid
  case shipped
  case readyForPickup = "ready_for_pickup"
  /// Money went back.
  case refunded
  case canceled
  /// A notice could not go by this conversation, as the channel takes nothing at the moment.
  case noticeBlocked = "notice_blocked"
}

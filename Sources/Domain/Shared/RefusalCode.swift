/// Every code a caller may meet in a problem document; `Web` gives each its HTTP status in one exhaustive switch.
package enum RefusalCode: String, Sendable, CaseIterable {
  // The request itself
  case malformed, unauthenticated, forbidden, gone
  case notFound = "not_found"
  case methodNotAllowed = "method_not_allowed"
  case notAcceptable = "not_acceptable"
  case payloadTooLarge = "payload_too_large"
  case uriTooLong = "uri_too_long"
  case unsupportedMediaType = "unsupported_media_type"
  case validationFailed = "validation_failed"
  case preconditionRequired = "precondition_required"
  case versionConflict = "version_conflict"
  case rateLimited = "rate_limited"
  case headersTooLarge = "headers_too_large"
  case storageUnavailable = "storage_unavailable"
  case overloaded
  case idempotencyKeyRequired = "idempotency_key_required"
  case idempotencyKeyReused = "idempotency_key_reused"
  case idempotencyInProgress = "idempotency_in_progress"
  case approvalRequired = "approval_required"
  // State
  case conflict
  case illegalTransition = "illegal_transition"
  case clientIDTaken = "client_id_taken"
  case numberTaken = "number_taken"
  case inUse = "in_use"
  case orderLocked = "order_locked"
  case notReady = "not_ready"
  case totalChanged = "total_changed"
  case alreadyHeld = "already_held"
  case notHeld = "not_held"
  case alreadyRetrieved = "already_retrieved"
  case holdLimitReached = "hold_limit_reached"
  case outOfStock = "out_of_stock"
  /// What was done stands: the time to take it back is over.
  case undoExpired = "undo_expired"
  case exceedsDue = "exceeds_due"
  case exceedsRefundable = "exceeds_refundable"
  case insufficientCredit = "insufficient_credit"
  case alreadyPaid = "already_paid"
  /// The payer saw another version of the order than the one that counts.
  case revisionSuperseded = "revision_superseded"
  /// Whoever takes payments for the shop cannot be asked right now; nothing was taken.
  case gatewayUnavailable = "gateway_unavailable"
  case sessionOpen = "session_open"
  case sessionClosed = "session_closed"
  case alreadySetUp = "already_set_up"
  case registerTaken = "register_taken"
  /// The channel of a conversation takes no message to its contact now.
  case replyWindowClosed = "reply_window_closed"
}

/// What became of one try to hand something over to the outside.
package enum DeliveryOutcome: Sendable, Equatable {
  /// The other side took it; for a call by HTTP with its status.
  case taken(status: Int?)
  /// It did not.
  case failed(Failure)

  package struct Failure: Sendable, Equatable {
    /// In words for staff; at most 500 characters are kept.
    package let reason: String
    /// Trying again would change nothing.
    package let isFinal: Bool
    /// The status of an answer by HTTP.
    package let status: Int?

    package init(_ reason: String, isFinal: Bool = false, status: Int? = nil) {
      self.reason = String(String.UnicodeScalarView(reason.unicodeScalars.filter { !$0.isControl }.prefix(500)))
      self.isFinal = isFinal
      self.status = status
    }
  }
}

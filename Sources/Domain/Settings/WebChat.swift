/// What the shop decided about the chat on its own pages: whether it is there, what it says first, and when somebody answers.
package struct WebChat: Sendable, Equatable {
  /// Whether visitors may write.
  package var isOpen: Bool
  /// What stands above a conversation that begins; nil says what the catalogue of texts says.
  package var greeting: String?
  /// What stands there instead outside the hours; nil says what the catalogue of texts says.
  package var offlineText: String?
  /// When somebody answers, every day, in minutes after midnight on the shop's clock; both, or neither for always.
  package var answersFrom: Int64?
  package var answersTo: Int64?

  /// Most characters of either text.
  package static let textLimit = 500

  /// A shop that decided nothing can be written to at any time.
  package init(
    isOpen: Bool = true, greeting: String? = nil, offlineText: String? = nil, answersFrom: Int64? = nil, answersTo: Int64? = nil
  ) {
    self.isOpen = isOpen
    self.greeting = greeting
    self.offlineText = offlineText
    self.answersFrom = answersFrom
    self.answersTo = answersTo
  }

  /// Whether somebody answers at a minute of the day, 0…1439.
  package func isStaffed(at minute: Int64) -> Bool {
    guard let answersFrom, let answersTo, answersFrom != answersTo else { return true }
    return answersFrom < answersTo ? (answersFrom..<answersTo).contains(minute) : minute >= answersFrom || minute < answersTo
  }

  /// Adds what does not fit to `checks`.
  func check(_ checks: inout FieldChecks) {
    checks.text(greeting, "web_chat_greeting", limit: Self.textLimit, multiline: true)
    checks.text(offlineText, "web_chat_offline_text", limit: Self.textLimit, multiline: true)
    for (minute, field) in [(answersFrom, "web_chat_from"), (answersTo, "web_chat_to")] {
      if let minute, !(0..<1440).contains(minute) { checks.fail(field, "out_of_range", "A time of day is 00:00 to 23:59.") }
    }
    if (answersFrom == nil) != (answersTo == nil) {
      checks.fail(answersFrom == nil ? "web_chat_from" : "web_chat_to", "required", "Hours have a beginning and an end.")
    } else if answersFrom != nil, answersFrom == answersTo {
      checks.fail("web_chat_to", "invalid", "The hours end at another time than they begin. To answer at any time, leave both empty.")
    }
  }
}

import Domain
package import JSON

/// What an error of the Graph API means for whoever waits for a message to leave.
package struct GraphTrouble: Sendable, Equatable {
  package enum Meaning: Sendable, Equatable {
    /// The customer has been silent for too long.
    case windowClosed
    /// This customer cannot be written to: they blocked the page, left, or never wrote to it.
    case unreachable
    /// What is set up at Meta or in the settings keeps everything back until somebody changes it.
    case setUp
    /// It passes by itself.
    case passing
    /// The same message would be refused again.
    case refused
  }

  package let meaning: Meaning
  /// In words for staff.
  package let reason: String

  /// Whether trying again changes nothing.
  package var isFinal: Bool {
    switch meaning {
    case .windowClosed, .unreachable, .refused: true
    case .setUp, .passing: false
    }
  }

  /// - Parameters:
  ///   - status: the answer's by HTTP.
  ///   - error: the member `error` of its body, if it has one.
  package init(status: Int, error: JSON?) {
    let (code, subcode) = (Self.number(error?["code"]), Self.number(error?["error_subcode"]))
    let said = Self.words(error?["error_user_msg"]) ?? Self.words(error?["message"]) ?? "Meta answered \(status)."
    let isPassing = error?["is_transient"] == .bool(true) || status >= 500 || status == 429
    (meaning, reason) = Self.read(code ?? 0, subcode ?? 0, said, isPassing: isPassing)
  }

  /// Messenger's and Instagram's common errors, as their reference lists them.
  private static func read(_ code: Int, _ subcode: Int, _ said: String, isPassing: Bool) -> (Meaning, String) {
    switch (code, subcode) {
    case (_, 2_018_278), (_, 2_534_022), (_, 2_018_065):
      return (.windowClosed, closedWindow)
    case (551, _), (_, 1_545_041), (100, 2_018_001), (_, 2_534_014):
      return (.unreachable, "This customer cannot be written to: they blocked the page, closed their account, or never wrote to it.")
    case (_, 2_018_108), (_, 2_018_028):
      return (.setUp, "The app at Meta is not live yet, so it can write to its own people only.")
    case (10, 1_893_063), (368, _): return (.setUp, "Meta has restricted this page from sending for a while. \(said)")
    case (190, _), (102, _), (463, _), (467, _):
      return (.setUp, "Meta does not accept the page's access token any more. Enter a new one in the settings.")
    case (3, _), (10, _), (200...299, _), (230, _):
      return (.setUp, "The page's access token lacks a permission for this. \(said)")
    case (4, _), (17, _), (32, _), (613, _), (80_001...80_014, _): return (.passing, "Meta takes no more messages for a moment.")
    case (1, _), (2, _), (1200, _): return (.passing, "Meta had trouble with this. \(said)")
    default: return (isPassing ? .passing : .refused, "Meta refused this. \(said)")
    }
  }

  /// What staff read where the customer's last word is too long ago.
  package static let closedWindow =
    "The window for replies is closed: the customer's last message is too long ago. They have to write first."

  private static func number(_ json: JSON?) -> Int? {
    guard case .number(let token)? = json, token.utf8.count <= 9 else { return nil }
    return Int(token)
  }

  private static func words(_ json: JSON?) -> String? {
    guard case .string(let text)? = json, !text.isEmpty else { return nil }
    return String(text.unicodeScalars.prefix(200).map(Character.init))
  }
}

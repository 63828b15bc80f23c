/// What a part of a message may mean as a line of an order: an offer to somebody who decides, never a line by itself.
package struct SuggestedLine: Sendable, Equatable {
  /// How sure the reading is.
  package enum Confidence: String, Sendable, CaseIterable {
    /// A code was written, or the whole name and every option.
    case exact
    /// One thing fits better than all others.
    case likely
    /// Several things fit, or one fits half: nobody has chosen.
    case ambiguous
    /// Something is asked for that the shop does not know.
    case unknown
  }

  /// The words of the message, as they were written.
  package let phrase: String
  /// One where no number was written.
  package let quantity: Quantity
  /// What could be meant, the best first, at most ``SuggestedLine/mostCandidates``.
  package let candidates: [ID<Variant>]
  package let confidence: Confidence

  /// The most things offered for one phrase.
  package static let mostCandidates = 8

  package init(phrase: String, quantity: Quantity, candidates: [ID<Variant>], confidence: Confidence) {
    self.phrase = phrase
    self.quantity = quantity
    self.candidates = candidates
    self.confidence = confidence
  }

  /// What is meant; nil where somebody has to choose.
  package var variantID: ID<Variant>? {
    switch confidence {
    case .exact, .likely: candidates.first
    case .ambiguous, .unknown: nil
    }
  }
}

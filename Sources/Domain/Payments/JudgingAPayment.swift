extension PaymentAttempt {
  /// What the provider's word means for an attempt.
  package enum Verdict: Sendable, Equatable {
    case wait
    /// The money is here, and it is this attempt's.
    case captured
    case failed(String)
    case canceled
    /// Money moved, but not as agreed: words for a person, and what moved, where that is known.
    case review(String, Money?)
  }

  /// Compares what a provider says with what was agreed: account, mode, provider's object, our payment, amount and currency (P7, PAY-02).
  ///
  /// The order in which words arrive does not matter, because each is the provider's present state, never a step (WHI-05).
  package func judge(_ word: ProviderPayment) -> Verdict {
    switch word.state {
    case .waiting, .processing: return .wait
    case .failed(let reason): return .failed(reason)
    case .canceled: return .canceled
    case .captured: break
    }
    if let mismatch = mismatch(with: word) { return .review(mismatch, word.captured) }
    return .captured
  }

  private func mismatch(with word: ProviderPayment) -> String? {
    guard word.account == account else { return "It was paid into another account, or as a trial." }
    guard word.ours == paymentID else { return "It was made for another payment." }
    if let providerPayment, word.payment != providerPayment { return "It is another payment of the provider than the one agreed." }
    if let session, let theirs = word.session, theirs != session { return "It was paid on another page than the one opened for it." }
    guard let captured = word.captured else { return "The provider does not say how much was paid." }
    guard captured.currency == amount.currency else { return "It was paid in \(captured.currency) instead of \(amount.currency)." }
    guard captured.minorUnits == amount.minorUnits else {
      return "\(captured.minorUnits) was paid instead of \(amount.minorUnits), in minor units."
    }
    return nil
  }
}

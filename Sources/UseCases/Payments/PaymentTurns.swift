import Domain

/// One after another: whoever asks a provider about the payments of an order waits until the one before is done and then looks anew at how
/// they stand. So a double click, a webhook and the payer's return never ask for the same thing at once.
///
/// The database decides who wins (``PaymentAttemptStore/end(_:as:at:)``); taking turns only keeps the others from asking in vain.
actor PaymentTurns {
  /// Who waits for an order's turn; an entry means that somebody has it.
  private var lines: [ID<Order>: [CheckedContinuation<Void, Never>]] = [:]

  func take(_ order: ID<Order>) async {
    guard lines[order] != nil else {
      lines[order] = []
      return
    }
    await withCheckedContinuation { lines[order]?.append($0) }
  }

  func end(_ order: ID<Order>) {
    guard let line = lines[order], let next = line.first else {
      lines[order] = nil
      return
    }
    lines[order] = Array(line.dropFirst())
    next.resume()
  }
}

extension Shop {
  /// Runs what asks a provider about an order's payments, when it is its turn. Never nested.
  func inTurn<Result: Sendable>(of order: ID<Order>, _ body: () async throws -> Result) async throws -> Result {
    await paymentTurns.take(order)
    do {
      let result = try await body()
      await paymentTurns.end(order)
      return result
    } catch {
      await paymentTurns.end(order)
      throw error
    }
  }
}

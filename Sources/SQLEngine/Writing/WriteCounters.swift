import Synchronization

/// What the writer has done since the database was opened.
package struct WriteFigures: Sendable, Equatable {
  /// Commits, with or without success.
  package var batches = 0
  /// Requests in these commits.
  package var requests = 0
  /// The most requests that one commit carried.
  package var largestBatch = 0
  /// Commits of which nothing was kept.
  package var failedBatches = 0
  /// Requests that were not accepted.
  package var refused = 0
}

/// Counts for ``WriteFigures``, from any thread.
package final class WriteCounters: Sendable {
  private let state = Mutex(WriteFigures())

  package init() {}

  package var figures: WriteFigures { state.withLock { $0 } }

  func count(requests: Int, failed: Bool) {
    state.withLock { figures in
      figures.batches += 1
      figures.requests += requests
      figures.largestBatch = max(figures.largestBatch, requests)
      if failed { figures.failedBatches += 1 }
    }
  }

  func countRefusal() {
    state.withLock { $0.refused += 1 }
  }
}

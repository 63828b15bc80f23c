import Dispatch
import Synchronization

/// Hands pieces from a thread that reads to a task that writes, a few at a time: who is ahead waits, so memory stays small however much
/// there is to copy.
final class RowFeed<Piece: Sendable>: Sendable {
  private struct State {
    var pieces: [Piece] = []
    var end: Result<Void, any Error>?
    var isAbandoned = false
    var reader: CheckedContinuation<Piece?, any Error>?
  }

  private let state = Mutex(State())
  /// Counts the places that are free.
  private let places = DispatchSemaphore(value: 0)

  init(places count: Int) {
    for _ in 0..<count { places.signal() }
  }

  /// Gives a piece away; blocks the calling thread, which must not be one of Swift's own, while all places are taken.
  ///
  /// - Throws: `CancellationError` once nobody reads any more.
  func put(_ piece: Piece) throws {
    places.wait()
    let (isAbandoned, reader) = state.withLock { state -> (Bool, CheckedContinuation<Piece?, any Error>?) in
      guard !state.isAbandoned else { return (true, nil) }
      guard let reader = state.reader else {
        state.pieces.append(piece)
        return (false, nil)
      }
      state.reader = nil
      return (false, reader)
    }
    if isAbandoned { throw CancellationError() }
    if let reader {
      places.signal()
      reader.resume(returning: piece)
    }
  }

  /// Says that nothing more comes, or why.
  func finish(_ end: Result<Void, any Error>) {
    let reader = state.withLock { state in
      state.end = end
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(with: end.map { nil })
  }

  /// The next piece; nil after the last. Only one task may ask.
  func next() async throws -> Piece? {
    try await withCheckedThrowingContinuation { continuation in
      let answer = state.withLock { state -> Result<Piece?, any Error>? in
        if !state.pieces.isEmpty { return .success(state.pieces.removeFirst()) }
        if let end = state.end { return end.map { nil } }
        state.reader = continuation
        return nil
      }
      guard let answer else { return }
      if case .success(_?) = answer { places.signal() }
      continuation.resume(with: answer)
    }
  }

  /// Reads no more; whoever puts something in hears of it.
  func abandon() {
    state.withLock { $0.isAbandoned = true }
    places.signal()
  }
}

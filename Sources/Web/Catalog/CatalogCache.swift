import Synchronization

/// The last catalogues that were sent, ready to be sent again: tills ask for the same one, and writing it takes its time.
final class CatalogCache: Sendable {
  struct Key: Hashable, Sendable {
    let tag: String
    let isCompressed: Bool
  }

  private struct Kept: Sendable {
    let key: Key
    let bytes: [UInt8]
  }

  private let kept = Mutex<[Kept]>([])

  /// A shop has few locations; more than this many are written anew.
  private static let limit = 8

  func bytes(for key: Key) -> [UInt8]? {
    kept.withLock { $0.first { $0.key == key }?.bytes }
  }

  func keep(_ bytes: [UInt8], for key: Key) {
    kept.withLock { kept in
      kept.removeAll { $0.key == key }
      if kept.count >= Self.limit { kept.removeFirst() }
      kept.append(Kept(key: key, bytes: bytes))
    }
  }
}

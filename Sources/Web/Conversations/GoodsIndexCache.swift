import Domain
import Synchronization

/// The catalogue by its words as it was last read: made anew when a product has changed, not for every message.
final class GoodsIndexCache: Sendable {
  private struct Kept: Sendable {
    /// ``CatalogMark/products`` when it was made.
    let mark: Int64
    let index: GoodsIndex
  }

  private let kept = Mutex<Kept?>(nil)

  /// - Parameter make: reads the goods as they are at `mark`.
  func index(at mark: Int64, _ make: () throws -> GoodsIndex) rethrows -> GoodsIndex {
    if let known = kept.withLock({ $0 }), known.mark == mark { return known.index }
    let index = try make()
    kept.withLock { $0 = Kept(mark: mark, index: index) }
    return index
  }
}

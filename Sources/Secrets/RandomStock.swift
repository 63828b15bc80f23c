private import Glibc
private import Synchronization

/// Random bits of the system, fetched a few hundred octets at a time: an order takes twenty words, and each by itself would be a call into the
/// kernel.
///
/// For identities, which everybody may see. Secrets are fetched when they are made, so that none lies about before (``SecretText``).
package final class RandomStock: Sendable {
  private let words = Mutex<[UInt64]>([])

  /// Words of one fetch: 256 octets, the most that the kernel hands out at once.
  private static let fetched = 32

  package init() {}

  /// 64 random bits, given to nobody else.
  package func next() -> UInt64 {
    words.withLock { words in
      if words.isEmpty { words = Self.fetch() }
      return words.removeLast()
    }
  }

  private static func fetch() -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: fetched) { words, count in
      let octets = UnsafeMutableRawBufferPointer(words)
      if octets.baseAddress.map({ getentropy($0, octets.count) }) != 0 {
        // Where a sandbox forbids that call, this one finds another way.
        var system = SystemRandomNumberGenerator()
        for index in words.indices { words[index] = system.next() }
      }
      count = words.count
    }
  }
}

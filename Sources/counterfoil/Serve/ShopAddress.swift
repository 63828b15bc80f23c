import Synchronization

/// Where people find the shop; known only once the server has its port.
final class ShopAddress: Sendable {
  private let known = Mutex<String?>(nil)

  /// Without a slash at the end.
  var url: String? { known.withLock { $0 } }

  func learn(_ url: String) {
    known.withLock { $0 = url.hasSuffix("/") ? String(url.dropLast()) : url }
  }
}

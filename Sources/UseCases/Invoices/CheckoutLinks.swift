package import Domain
package import Secrets
import Synchronization

/// Makes the links that customers open: the shop's address and a token that grows from the shop's secret and the order, so that it need
/// not be kept anywhere.
package final class CheckoutLinks: Sendable {
  private let keyring: Keyring
  private let address = Mutex<String>("")

  package init(keyring: Keyring) {
    self.keyring = keyring
  }

  /// Says where the shop is found; known only once the server listens.
  package func learn(_ url: String) {
    address.withLock { $0 = url.hasSuffix("/") ? String(url.dropLast()) : url }
  }

  /// 192 bits in base64url. The same for the same order and rotation, and for nothing else.
  package func token(of order: ID<Order>, rotation: Int64) -> String {
    keyring.token(.checkoutLink, order.text, String(rotation))
  }

  package func url(of order: ID<Order>, rotation: Int64) -> String {
    own(Self.path + token(of: order, rotation: rotation))
  }

  /// Where a chat service fetches a file that was sent: it opens that file and nothing else.
  package func url(of file: ID<ChatAttachment>) -> String {
    own("\(Self.filePath)\(file)/\(token(of: file))")
  }

  package func token(of file: ID<ChatAttachment>) -> String { keyring.token(.chatFile, file.text) }

  package static let filePath = "/chat-files/"

  /// The whole address of a path of this shop, which begins with a slash.
  package func own(_ path: String) -> String { address.withLock { $0 } + path }

  /// A page of the shop's own, as others are told of it.
  package func page(_ path: String) -> String {
    address.withLock { $0 } + path
  }

  /// What every link has between the shop's address and its token.
  package static let path = "/checkout/"

  /// What the database keeps of a token.
  package static func hash(_ token: String) -> String { SecretText.hash(token) }
}

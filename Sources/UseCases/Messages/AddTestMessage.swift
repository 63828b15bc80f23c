package import Domain
import Stores

extension UnitOfWork {
  /// Writes a message that says that messages arrive; it takes the way that all of them take.
  package func addTestMessage(by channel: Message.Channel, to recipient: String) throws -> Message {
    try principal.require(.manageSettings)
    let shop = try tx.settings.current().shopName
    var message = NewMessage(
      kind: .test, channel: channel, recipient: recipient, subject: "Test message from \(shop)",
      text: "This is a test message from \(shop). If you can read it, messages arrive.")
    message.locationID = principal.locationID
    return try addMessage(message)
  }
}

package import Domain
import Stores

/// A conversation is found by whom it is with, by what was said, and by its orders.
extension UnitOfWork {
  /// How many of the newest messages are looked through when a conversation is made findable anew.
  private static let searchedMessages = 2000

  /// Makes a conversation findable by everything a person may remember of it.
  package func index(_ conversation: Conversation) throws {
    guard conversation.mergedInto == nil else { return }
    var text = SearchText()
    for way in try tx.conversations.ways(to: conversation.id) { text.add([way.name, way.contactName].compactMap(\.self)) }
    if let customer = try conversation.customerID.flatMap({ try tx.customers.find($0) }) {
      text.add([customer.name, customer.company, customer.email].compactMap(\.self))
      text.add(phone: customer.phone)
    }
    text.add(try tx.conversations.orderNumbers(of: conversation.id))
    text.add(try tx.threads.texts(of: conversation.id, limit: Self.searchedMessages))
    try tx.search.replace(.conversation, conversation.id, text)
  }

  /// Brings a removed conversation back, findable by whom it is with; leaves one that is there as it is.
  func restore(_ id: ID<Conversation>) throws {
    guard try tx.conversations.restore(id), let conversation = try tx.conversations.find(id) else { return }
    try index(conversation)
  }

  /// Makes a conversation findable by something more.
  func findable(_ conversation: Conversation, by text: String?) throws {
    guard let text else { return }
    var words = SearchText()
    words.add(text)
    try tx.search.extend(.conversation, conversation.id, by: words)
  }

  /// Makes the conversation of an order findable by its numbers.
  package func indexConversation(of order: Order, _ id: ID<Conversation>) throws {
    guard let conversation = try standing(id) else { return }
    for number in [order.draftNumberText, order.number].compactMap(\.self) { try findable(conversation, by: number) }
  }

  /// Makes the conversations of a customer findable under what the customer is called now.
  func indexConversations(of customer: ID<Customer>) throws {
    for conversation in try tx.conversations.find(of: customer) { try index(conversation) }
  }
}

package import Domain
import Stores

/// Everything the shop knows of one person.
package struct CustomerRecord: Sendable {
  package let customer: Customer
  /// Newest first, canceled and discarded ones too.
  package let orders: [Order]
  /// Newest first.
  package let credit: [CreditEntry]
  /// Newest first.
  package let messages: [Message]
  /// What the shop may show of the cards that providers keep for them, newest first.
  package let cards: [SavedMethod]
  /// What was said with them, newest conversation first, each thread from its first word.
  package let conversations: [(conversation: Conversation, messages: [ThreadMessage])]
}

extension UnitOfWork {
  /// A copy of everything about a person, for themselves; somebody bound to a location gets what that location knows.
  package func exportCustomer(_ id: ID<Customer>) throws -> CustomerRecord {
    try principal.require(.exportCustomer)
    let customer = try tx.customers.take(id)
    var filter = OrderFilter()
    filter.customers = [id]
    filter.statuses = OrderStatus.allCases
    let orders = try everyPage { try tx.orders.list(filter, page: $0, in: orderScope()) }
    let credit = try everyPage { try seen(try tx.customers.creditEntries(of: id, page: $0)) }
    let messages = try tx.erasures.messages(of: id, email: customer.email).filter { principal.sees($0.locationID) }
    let conversations = try tx.conversations.find(of: id).filter { ConversationStore.isSeen($0, at: principal.locationID) }
    let threads = try conversations.map { each in
      (conversation: each, messages: Array(try everyPage { try tx.threads.list(each.id, page: $0) }.reversed()))
    }
    return CustomerRecord(
      customer: customer, orders: orders, credit: credit, messages: messages, cards: try tx.savedMethods.list(of: id),
      conversations: threads)
  }

  private func everyPage<Element>(_ list: (PageRequest) throws -> Page<Element>) throws -> [Element] {
    var elements: [Element] = []
    var cursor: String?
    repeat {
      let page = try list(PageRequest(limit: 200, cursor: cursor))
      elements += page.elements
      cursor = page.next
    } while cursor != nil
    return elements
  }
}

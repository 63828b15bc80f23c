import Domain
import Stores
import TestSupport
import UseCases

/// The corner bakery with a customer who can be written to, and letters that say what they are about.
struct CorrespondingBakery {
  let paying: PayingBakery
  let customer: ID<Customer>

  init(on engine: Engine, hasMailServer: Bool = true) async throws {
    paying = try await PayingBakery(on: engine)
    paying.shop.letters.learn { notice, _ in NoticeWords(subject: "About \(notice.order.shownNumber)", text: "\(notice.order.amountDue)") }
    customer = try await paying.shop.write(by: paying.bakery.owner) { work in
      if hasMailServer { try work.tx.doors.save(.mailServer, "sealed", at: work.now) }
      var changes = Changes<Customer>()
      changes.set(\.name, to: "Ada")
      changes.set(\.email, to: "ada@example.org")
      return try work.createCustomer(changes).id
    }
  }

  var shop: Shop { paying.shop }

  /// An order of the customer over 100.00 that was sent.
  func invoice(_ change: (inout NewOrder) -> Void = { _ in }) async throws -> Order {
    try await paying.invoice { order in
      order.customerID = customer
      change(&order)
    }
  }

  func change(_ change: @Sendable @escaping (inout ShopSettings) -> Void) async throws {
    try await shop.write(by: .system) { work in
      var settings = try work.tx.settings.current()
      change(&settings)
      try work.tx.settings.save(settings)
    }
  }

  /// What was written about an order, the first first.
  func letters(_ id: ID<Order>) async throws -> [Message] {
    var filter = MessageStore.Filter()
    filter.orderID = id
    let asked = filter
    return try await shop.read(by: .system) { try $0.listMessages(asked, page: PageRequest(limit: 200)).elements }.reversed()
  }

  /// Writes to the customer until the day's messages are used up.
  func useUpTheDay() async throws {
    var isLeft = true
    while isLeft {
      isLeft =
        try await paying.refusal {
          try await shop.write(by: .system) { work in
            _ = try work.addMessage(NewMessage(kind: .test, channel: .email, recipient: "ada@example.org", subject: "x", text: "x"))
          }
        } == nil
    }
  }
}

/// What the shop decided about selling at `/shop`: whether it does, from which shelf, and how long it waits for the money.
package struct OnlineStore: Sendable, Equatable {
  /// Whether anybody may look and buy there.
  package var isOpen: Bool
  /// What the shop says at the head of its first page; nil says nothing.
  package var intro: String?
  /// Whose shelf is sold from; nil is the shop's first location.
  package var locationID: ID<Location>?
  /// Whether who collects an order may pay when they do.
  package var takesPayOnCollection: Bool
  /// Days after which an order that was never paid is given up (T11); whole days of 24 hours.
  package var unpaidDays: Int64
  /// The chat on its pages and on the links of orders; it works while the store is closed, too.
  package var chat: WebChat

  /// A cart lives longer than any order that was made from it and waits for money.
  package static let mostUnpaidDays: Int64 = 30

  /// A shop that decided nothing sells.
  package init(
    isOpen: Bool = true, intro: String? = nil, locationID: ID<Location>? = nil, takesPayOnCollection: Bool = false, unpaidDays: Int64 = 3,
    chat: WebChat = WebChat()
  ) {
    self.isOpen = isOpen
    self.intro = intro
    self.locationID = locationID
    self.takesPayOnCollection = takesPayOnCollection
    self.unpaidDays = unpaidDays
    self.chat = chat
  }

  /// Adds what does not fit to `checks`.
  func check(_ checks: inout FieldChecks) {
    checks.text(intro, "online_store_intro", limit: 1000, multiline: true)
    if !(1...Self.mostUnpaidDays).contains(unpaidDays) {
      checks.fail("online_store_unpaid_days", "out_of_range", "An unpaid order waits 1 to \(Self.mostUnpaidDays) days.")
    }
    chat.check(&checks)
  }
}

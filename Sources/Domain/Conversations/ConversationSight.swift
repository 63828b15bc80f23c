/// What a conversation is shown with: names of the people in it, and the orders that were made in it.
package struct ConversationSight: Sendable, Equatable {
  package let customer: Person?
  package let assigneeName: String?
  package let replyingName: String?
  /// The newest five, newest first.
  package let orders: [OrderChip]
  /// The newest order that is not done yet.
  package let openOrderID: ID<Order>?
  /// What may be sent now: by the way on which the contact wrote last.
  package let window: ReplyWindow

  package init(
    customer: Person?, assigneeName: String?, replyingName: String?, orders: [OrderChip], openOrderID: ID<Order>?, window: ReplyWindow
  ) {
    self.customer = customer
    self.assigneeName = assigneeName
    self.replyingName = replyingName
    self.orders = orders
    self.openOrderID = openOrderID
    self.window = window
  }

  /// Whom it is with, as the shop knows them.
  package struct Person: Sendable, Equatable {
    package let id: ID<Customer>
    package let name: String?
    package let email: String?
    package let phone: String?

    package init(id: ID<Customer>, name: String?, email: String?, phone: String?) {
      self.id = id
      self.name = name
      self.email = email
      self.phone = phone
    }
  }

  /// An order in short.
  package struct OrderChip: Sendable, Equatable {
    package let id: ID<Order>
    package let number: String
    package let displayStatus: DisplayStatus
    package let total: Money
    package let isOpen: Bool

    package init(id: ID<Order>, number: String, displayStatus: DisplayStatus, total: Money, isOpen: Bool) {
      self.id = id
      self.number = number
      self.displayStatus = displayStatus
      self.total = total
      self.isOpen = isOpen
    }
  }

  package static let mostOrders = 5
}

/// Which conversations are asked for.
package struct ConversationFilter: Sendable {
  /// Words of names, messages, order numbers, e-mail addresses and telephone numbers, by their beginnings.
  package var search: String?
  package var channels: [ConversationChannel] = []
  package var assignee: Assignee?
  /// True for those with something unread; nil for all.
  package var isUnread: Bool?
  package var isOpen: Bool?
  package var customerID: ID<Customer>?

  package enum Assignee: Sendable, Equatable {
    case nobody
    case staff(ID<Staff>)
  }

  package init() {}
}

/// How many conversations are open, and of whom.
package struct ConversationCounts: Sendable, Equatable {
  package let all: Int64
  package let mine: Int64
  package let unread: Int64
  package let unassigned: Int64

  package init(all: Int64, mine: Int64, unread: Int64, unassigned: Int64) {
    self.all = all
    self.mine = mine
    self.unread = unread
    self.unassigned = unassigned
  }
}

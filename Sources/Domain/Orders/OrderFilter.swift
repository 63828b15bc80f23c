/// Which orders a list shows.
package struct OrderFilter: Sendable {
  /// How a list of orders is sorted; ties by identity.
  package enum Sort: String, Sendable, CaseIterable {
    case newest = "-created_at"
    case oldest = "created_at"
    case highest = "-total"
    case lowest = "total"
    case number
    /// Only what has a due date, the earliest first.
    case due = "due_on"
  }

  package var statuses: [OrderStatus] = []
  package var paymentStatuses: [PaymentStatus] = []
  package var fulfillmentStatuses: [FulfillmentStatus] = []
  package var displayStatuses: [DisplayStatus] = []
  package var channels: [Channel] = []
  /// True for drafts with a hold or a lease, false for all others.
  package var held: Bool?
  package var customers: [ID<Customer>] = []
  package var conversations: [ID<Conversation>] = []
  package var locations: [ID<Location>] = []
  package var registers: [ID<Register>] = []
  /// Whose orders: who made them, or whom they were given to.
  package var staff: [ID<Staff>] = []
  package var tags: [String] = []
  /// Words, each matched from its beginning.
  package var search: String?
  package var createdFrom: Instant?
  /// Exclusive.
  package var createdTo: Instant?
  /// Minor units, inclusive.
  package var totalFrom: Int64?
  /// Minor units, inclusive.
  package var totalTo: Int64?
  /// True for what should have been paid before ``today``, false for everything else.
  package var isOverdue: Bool?
  /// Orders of which something is to be paid before that day.
  package var dueBefore: CalendarDate?
  /// The shop's business day, by which something is overdue.
  package var today: CalendarDate?
  package var sort: Sort = .newest

  package init() {}
}

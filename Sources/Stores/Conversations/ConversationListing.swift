package import Domain
import SQLEngine

extension ConversationStore {
  /// Those with the newest messages first.
  ///
  /// - Parameter location: of whoever asks.
  package func list(_ filter: ConversationFilter, page: PageRequest, at location: ID<Location>?) throws -> Page<Conversation> {
    var conditions: [SQL] = [Self.listed]
    if let location { conditions.append("(location_id IS NULL OR location_id = \(location))") }
    if !filter.channels.isEmpty { conditions.append("channel IN \(SQL.list(filter.channels.map(\.rawValue)))") }
    switch filter.assignee {
    case .nobody?: conditions.append("assignee_id IS NULL")
    case .staff(let id)?: conditions.append("assignee_id = \(id)")
    case nil: break
    }
    if let isUnread = filter.isUnread { conditions.append(isUnread ? "unread > 0" : "unread = 0") }
    if let isOpen = filter.isOpen { conditions.append("is_open = \(isOpen ? 1 : 0)") }
    if let customer = filter.customerID { conditions.append("customer_id = \(customer)") }
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      conditions.append("(list_at, id) < (\(place.value), \(place.id))")
    }
    if let search = filter.search { conditions.append(try found(search)) }
    let rows = try tx.rows(
      """
      SELECT * FROM conversations WHERE \(conditions.joined(separator: " AND ")) ORDER BY list_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(Conversation.init(row:)), limit: page.limit) {
      Keyset(value: .integer($0.listAt.milliseconds), id: $0.id.text)
    }
  }

  private static let listed: SQL = "merged_into IS NULL AND removed_at IS NULL"

  /// Few hits are put together and sorted; of a word that many conversations share, the list is gone through from its head and each asked
  /// whether it has the word, which ends as soon as a page is full.
  private func found(_ search: String) throws -> SQL {
    let isCommon = try tx.search.isCommon(.conversation, search, above: Self.fewHits)
    return isCommon ? try tx.search.contains(.conversation, search) : try tx.search.matches(.conversation, search)
  }

  private static let fewHits = 300

  /// Counts of open conversations, for whoever asks.
  package func counts(for staff: ID<Staff>?, at location: ID<Location>?) throws -> ConversationCounts {
    let located: SQL = location.map { "AND (location_id IS NULL OR location_id = \($0))" } ?? ""
    let row = try tx.row(
      """
      SELECT COUNT(*) AS total, COALESCE(SUM(CASE WHEN assignee_id = \(staff) THEN 1 ELSE 0 END), 0) AS mine,
        COALESCE(SUM(CASE WHEN unread > 0 THEN 1 ELSE 0 END), 0) AS unread,
        COALESCE(SUM(CASE WHEN assignee_id IS NULL THEN 1 ELSE 0 END), 0) AS unassigned
      FROM conversations WHERE \(Self.listed) AND is_open = 1 \(located)
      """)
    return ConversationCounts(
      all: try row?.integer("total") ?? 0, mine: try row?.integer("mine") ?? 0, unread: try row?.integer("unread") ?? 0,
      unassigned: try row?.integer("unassigned") ?? 0)
  }

  /// What conversations are shown with.
  ///
  /// - Parameter location: of whoever looks; orders of other ones are not shown.
  package func sights(
    of conversations: [Conversation], at location: ID<Location>?, now: Instant
  ) throws -> [ID<Conversation>: ConversationSight] {
    guard !conversations.isEmpty else { return [:] }
    let customers = try tx.customers.find(conversations.compactMap(\.customerID), withRemoved: false)
    let replying = conversations.compactMap { $0.replying.flatMap { $0.until > now ? $0.staffID : nil } }
    let names = try staffNames(conversations.compactMap(\.assigneeID) + replying)
    let chips = try chips(of: conversations.map(\.id), at: location)
    let ways = try lastWays(of: conversations)
    var sights: [ID<Conversation>: ConversationSight] = [:]
    for conversation in conversations {
      let orders = chips[conversation.id] ?? []
      let person = conversation.customerID.flatMap { customers[$0] }.map { customer in
        ConversationSight.Person(
          id: customer.id, name: customer.name ?? customer.company, email: customer.email, phone: customer.phone)
      }
      sights[conversation.id] = ConversationSight(
        customer: person, assigneeName: conversation.assigneeID.flatMap { names[$0] },
        replyingName: conversation.replying.flatMap { $0.until > now ? names[$0.staffID] : nil }, orders: orders,
        openOrderID: orders.first { $0.isOpen }?.id, window: ReplyWindow(of: ways[conversation.id] ?? conversation, at: now))
    }
    return sights
  }

  /// What staff are called.
  package func staffNames(_ ids: [ID<Staff>]) throws -> [ID<Staff>: String] {
    guard !ids.isEmpty else { return [:] }
    let rows = try tx.rows("SELECT id, name FROM staff WHERE id IN \(SQL.list(Set(ids).sorted().map(\.text)))")
    return Dictionary(try rows.map { (try $0.id("id"), try $0.text("name")) }, uniquingKeysWith: { first, _ in first })
  }

  /// Numbers of the orders of a conversation, as drafts and after, for search.
  package func orderNumbers(of id: ID<Conversation>) throws -> [String] {
    try tx.rows("SELECT number, draft_number FROM orders WHERE conversation_id = \(id) ORDER BY created_at DESC LIMIT 200").flatMap { row in
      [try row.textOrNil("number"), try row.integerOrNil("draft_number").map { "D-\($0)" }].compactMap(\.self)
    }
  }

  private func chips(of ids: [ID<Conversation>], at location: ID<Location>?) throws -> [ID<Conversation>: [ConversationSight.OrderChip]] {
    let located: SQL = location.map { "AND location_id = \($0)" } ?? ""
    let rows = try tx.rows(
      """
      SELECT conversation_id, id, number, draft_number, status, display_status, total, currency FROM (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY conversation_id ORDER BY created_at DESC, id DESC) AS nth FROM orders
        WHERE conversation_id IN \(SQL.list(ids.map(\.text))) \(located)) AS ranked
      WHERE nth <= \(ConversationSight.mostOrders) ORDER BY conversation_id, nth
      """)
    var chips: [ID<Conversation>: [ConversationSight.OrderChip]] = [:]
    for row in rows {
      let status = try row.choice("status", OrderStatus.self)
      let chip = ConversationSight.OrderChip(
        id: try row.id("id"), number: try row.textOrNil("number") ?? "D-\(row.integer("draft_number"))",
        displayStatus: try row.choice("display_status"),
        total: Money(minorUnits: try row.integer("total"), currency: try row.currency("currency")),
        isOpen: status != .closed && status != .canceled)
      chips[try row.id("conversation_id"), default: []].append(chip)
    }
    return chips
  }

  /// The one on whose way the contact wrote last, of conversations and what was put into them.
  private func lastWays(of conversations: [Conversation]) throws -> [ID<Conversation>: Conversation] {
    let merged = try tx.rows(
      """
      SELECT * FROM conversations WHERE merged_into IN \(SQL.list(conversations.map(\.id.text))) AND own_inbound_at IS NOT NULL
      ORDER BY created_at, id
      """
    ).map(Conversation.init(row:))
    var ways: [ID<Conversation>: Conversation] = [:]
    for conversation in conversations {
      ways[conversation.id] = conversation.way(among: merged.filter { $0.mergedInto == conversation.id })
    }
    return ways
  }
}

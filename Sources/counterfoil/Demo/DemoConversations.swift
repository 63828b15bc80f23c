import Domain
import UseCases

/// What people wrote to the demo shop today, in four languages on four channels; one of them waits for an answer.
struct DemoConversations {
  let work: UnitOfWork
  let location: ID<Location>
  let staff: [Staff]
  let goods: [String: Variant]
  let customers: [Customer]

  private struct Talk {
    let channel: ConversationChannel
    let contact: String
    /// The place of a customer in ``DemoCustomers/all``, where somebody found out who it is.
    var customer: Int?
    /// The place of somebody of staff who looks after it.
    var assignee: Int?
    var isUnread = false
    let words: [Word]
    /// SKU and quantity of the draft that was begun beside the talk.
    var items: [(sku: String, quantity: String)] = []
  }

  private struct Word {
    let minutesAgo: Int64
    let direction: ThreadMessage.Direction
    let text: String

    static func them(_ minutesAgo: Int64, _ text: String) -> Word { Word(minutesAgo: minutesAgo, direction: .in, text: text) }
    static func us(_ minutesAgo: Int64, _ text: String) -> Word { Word(minutesAgo: minutesAgo, direction: .out, text: text) }
  }

  private static let talks: [Talk] = [
    Talk(
      channel: .facebook, contact: "ليلى حداد", customer: 2, assignee: 2,
      words: [
        .them(310, "مرحبا، هل لديكم فانوس رمضان؟"),
        .us(301, "مرحبا ليلى، نعم، الفانوس بسعر 19.90 يورو."),
        .them(296, "ممتاز، أريد اثنين من فضلك"),
        .us(290, "تمام، سنجهّزهما لك اليوم."),
      ], items: [("LGT-FAN", "2")]),
    Talk(
      channel: .webChat, contact: "Rosalind Achterberg",
      words: [
        .them(95, "Hello! Do you deliver to Zeist?"),
        .us(92, "We do, usually on the next working day."),
        .them(88, "Wonderful. Then 2 Terracotta pot 24 cm + 1 Jute twine, please."),
        .us(84, "Gladly. To which address may we send them?"),
      ]),
    Talk(
      channel: .line, contact: "พิมพ์ชนก วงศ์สุวรรณ", customer: 7, assignee: 1,
      words: [
        .them(41, "สวัสดีค่ะ มีกระถางดินเผา 24 ซม. ไหมคะ"),
        .us(38, "สวัสดีค่ะ มีค่ะ ใบละ €14.90 ค่ะ"),
        .them(33, "เอา 2 ใบ กับมอนสเตอร่า 1 ต้นค่ะ\nส่งที่ Amsterdam ได้ไหมคะ"),
        .us(30, "ได้ค่ะ เดี๋ยวส่งบิลให้นะคะ"),
      ], items: [("POT-TC-24", "2"), ("PLT-MON-17", "1")]),
    Talk(
      channel: .instagram, contact: "Zofia Kamińska", isUnread: true,
      words: [
        .them(26, "Dzień dobry, czy lampion papierowy jest jeszcze dostępny?"),
        .us(19, "Dzień dobry! Tak, kosztuje 5,90 €."),
        .them(12, "Super, proszę 3 sztuki. Czy mogę odebrać w sobotę?"),
      ]),
  ]

  func add() throws {
    for (place, talk) in Self.talks.enumerated() { try add(talk, place) }
  }

  private func add(_ talk: Talk, _ place: Int) throws {
    guard let id = try hear(talk, place) else { return }
    var changes = ConversationChanges()
    changes.isRead = true
    if let customer = talk.customer.flatMap({ customers.dropFirst($0).first }) { changes.customerID = customer.id }
    let assignee = talk.assignee.flatMap { staff.dropFirst($0).first }
    if let assignee { changes.assigneeID = assignee.id }
    _ = try work.changeConversation(id, changes)
    if let assignee, !talk.items.isEmpty { try draft(talk, in: id, by: assignee) }
    guard talk.isUnread else { return }
    // Unread by hand: it is counted in the inbox, and no till rings because somebody tries the demo.
    var unread = ConversationChanges()
    unread.isRead = false
    _ = try work.changeConversation(id, unread)
  }

  private func hear(_ talk: Talk, _ place: Int) throws -> ID<Conversation>? {
    let account = talk.channel == .webChat ? "" : "demo-garden"
    let contact = ChatContact(channel: talk.channel, account: account, key: "demo-contact-\(place + 1)")
    try work.hear(ChatProfile(name: talk.contact, pictureURL: nil, at: work.now), of: contact)
    var id: ID<Conversation>?
    for (number, word) in talk.words.enumerated() {
      var message = InboundMessage(
        contact: contact, externalID: "demo-\(place + 1)-\(number + 1)", kind: .text, text: word.text,
        sentAt: work.now.adding(seconds: -60 * word.minutesAgo))
      message.direction = word.direction
      id = try work.hear(message)?.conversationID ?? id
    }
    return id
  }

  /// The order that was begun beside the talk.
  private func draft(_ talk: Talk, in id: ID<Conversation>, by person: Staff) throws {
    let principal = Principal(kind: .staff(person.id), role: person.role, name: person.name, locationID: location, registerID: nil)
    let desk = UnitOfWork(tx: work.tx, principal: principal, now: work.now, ids: work.ids, links: work.links)
    var order = NewOrder()
    order.takesChannel = true
    order.conversationID = id
    order.locationID = location
    order.lines = talk.items.compactMap { item in
      guard let variant = goods[item.sku], let quantity = Quantity(text: item.quantity) else { return nil }
      var line = NewLine(quantity: quantity)
      line.variantID = variant.id
      return line
    }
    _ = try desk.createOrder(order)
  }
}

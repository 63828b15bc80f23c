import Domain
import JSON
import Stores

/// What the thread that an order was made in says of it by itself (E2): the one place that hears of it, in the transaction in which it
/// happens. Each line has a key made of what it tells, so that it stands there once whatever comes twice.
extension UnitOfWork {
  func tellThread(of event: String, _ order: Order, data: [(key: String, value: JSON)]) throws {
    guard order.conversationID != nil else { return }
    switch event {
    case "order.created": try line(.draft, of: order, key: "draft")
    case "order.invoice_sent":
      let via = Self.fact("via", in: data).map { [ThreadEvent.Fact("via", .text($0))] } ?? []
      try line(.sent, via, of: order, key: "sent:\(order.invoice?.revision ?? 0):\(now.milliseconds)")
    case "order.viewed": try line(.viewed, of: order, key: "viewed:\(order.invoice?.revision ?? 0)")
    case "order.reverted": try line(.reverted, of: order, key: "reverted:\(order.version)")
    case "order.restored":
      for line in try tx.threads.lines(ThreadWord.canceled.rawValue, of: order.id) { try withdraw(line) }
    case "order.canceled": try line(.canceled, of: order, key: "canceled:\(order.version)")
    case "payment.captured":
      guard let id = Self.fact("payment_id", in: data), let payment = order.payments.first(where: { $0.id.text == id }) else { return }
      try line(.paid, amount(payment.amount, of: order), of: order, key: "paid:\(id)")
    case "payment.refunded", "order.refunded":
      let settled = order.refunds.filter { $0.status == .succeeded && $0.origin != .dispute && ($0.settledAt ?? $0.createdAt) == now }
      guard let first = settled.first else { return }
      try line(.refunded, amount(settled.reduce(0) { $0 + $1.amount }, of: order), of: order, key: "refunded:\(first.id)")
    case "order.shipped", "order.ready_for_pickup":
      guard let id = Self.fact("shipment_id", in: data), let shipment = order.shipments.first(where: { $0.id.text == id }) else { return }
      try tellThread(of: shipment, order)
    default: return
    }
  }

  private func tellThread(of shipment: Shipment, _ order: Order) throws {
    guard let key = Self.key(of: shipment) else { return }
    if shipment.status == .readyForPickup {
      let place = try order.locationID.flatMap { try tx.locations.find($0)?.name }
      return try line(.readyForPickup, place.map { [.init("place", .text($0))] } ?? [], of: order, key: key)
    }
    try line(.shipped, Self.label(of: shipment), of: order, key: key)
  }

  /// The label of a package was corrected: the line that told of it says the new one.
  func retellThread(of shipment: Shipment, _ order: Order) throws {
    guard let key = Self.key(of: shipment), let line = try tx.threads.find(dedupKey: Self.key(key, of: order)), let event = line.event
    else { return }
    let label = Self.label(of: shipment)
    let kept = event.facts.filter { !Self.labelFacts.contains($0.name) }
    try tx.threads.correct(line.id, facts: kept + label)
    try tellOfLine(line)
  }

  /// Says that a notice could not go by the thread, and by what it goes instead; nothing where it can.
  ///
  /// - Parameters:
  ///   - recipient: nil where nobody is reached at all.
  ///   - isRefused: the service was asked, and said no.
  func tellOfClosedThread(
    _ kind: Message.Kind, of order: Order, instead recipient: NoticeRecipient?, key: String, isRefused: Bool = false
  ) throws {
    guard recipient?.channel != .conversation, let way = try way(of: order) else { return }
    let window = ReplyWindow(of: way, at: now)
    let reason = isRefused ? "refused" : window.takes(byPerson: false) ? "not_connected" : window.reason?.rawValue ?? "silent"
    var facts: [ThreadEvent.Fact] = [.init("kind", .text(kind.rawValue)), .init("reason", .text(reason))]
    if let recipient { facts.append(.init("via", .text(recipient.channel.rawValue))) }
    try line(.noticeBlocked, facts, of: order, key: "notice_blocked:\(key)")
  }

  /// Takes back what was said of a step that is undone.
  func withdrawLine(of shipment: Shipment, _ order: Order) throws {
    if let key = Self.key(of: shipment) { try withdrawLine(key, of: order) }
  }

  /// Takes back the line that stands under a key, where there is one.
  func withdrawLine(_ key: String, of order: Order) throws {
    if let line = try tx.threads.find(dedupKey: Self.key(key, of: order)) { try withdraw(line) }
  }

  private func withdraw(_ line: ThreadMessage) throws {
    try tx.threads.withdraw(line.id)
    try tellOfLine(line)
  }

  /// Lets those who look at the thread see it as it is now.
  private func tellOfLine(_ line: ThreadMessage) throws {
    guard let conversation = try tx.conversations.find(line.conversationID) else { return }
    try record("conversation.told", conversation.eventObject, at: conversation.locationID, data: conversation.eventData(of: line))
  }

  private func line(_ word: ThreadWord, _ facts: [ThreadEvent.Fact] = [], of order: Order, key: String) throws {
    guard let id = order.conversationID else { return }
    let number = ThreadEvent.Fact("number", .text(order.shownNumber))
    try addSystemLine(word.rawValue, [number] + facts, of: order.id, in: id, key: Self.key(key, of: order))
  }

  private func amount(_ minorUnits: Int64, of order: Order) -> [ThreadEvent.Fact] {
    [.init("amount", .number(minorUnits)), .init("currency", .text(order.currency.code))]
  }

  private static let labelFacts: Set<String> = ["courier", "tracking_number", "tracking_url"]

  private static func label(of shipment: Shipment) -> [ThreadEvent.Fact] {
    [("courier", shipment.courier), ("tracking_number", shipment.trackingNumber), ("tracking_url", shipment.trackingURL)]
      .compactMap { name, value in value.map { .init(name, .text($0)) } }
  }

  /// What makes two lines of a package the same: the step that they tell of. One that was undone is told anew when it is taken again.
  private static func key(of shipment: Shipment) -> String? {
    guard shipment.status == .shipped || shipment.status == .readyForPickup else { return nil }
    return "\(shipment.status.rawValue):\(shipment.id):\(shipment.lastStep?.at.milliseconds ?? 0)"
  }

  private static func key(_ key: String, of order: Order) -> String { "line:\(order.id):\(key)" }

  private static func fact(_ key: String, in data: [(key: String, value: JSON)]) -> String? {
    guard case .string(let text)? = data.first(where: { $0.key == key })?.value else { return nil }
    return text
  }
}

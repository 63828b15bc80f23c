import Domain
import JSON
import Stores

/// What customers hear of their packages. It leaves when the way back has ended, once for each package and number.
extension UnitOfWork {
  /// Tells the customer of a package that was shipped or laid out for them.
  ///
  /// - Parameter notify: nil does as the shop's settings say.
  func tellCustomer(of shipment: Shipment, _ order: Order, notify: Bool?) throws {
    guard let notice = shipment.notice, let step = shipment.lastStep, try notify ?? tx.settings.current()[tells: notice.kind] else {
      return
    }
    let recipient = try recipient(of: order)
    try tellOfClosedThread(notice.kind.message, of: order, instead: recipient, key: Self.blockedKey(notice.kind, shipment, step))
    guard let recipient else { return }
    let isPartial = order.fulfillmentStatus == .partiallyFulfilled || order.fulfillmentStatus == .unfulfilled
    let about = Notice.About.shipment(try facts(of: shipment, order, isPartial: isPartial))
    do {
      _ = try writeNotice(about, notice.kind.message, of: order, to: recipient, key: notice.key, due: step.undoUntil)
    } catch let refusal as Refusal {
      try withhold(notice.kind.message, recipient.channel, of: order, refusal)
    }
  }

  /// What a message says of a package.
  func facts(of shipment: Shipment, _ order: Order, isPartial: Bool) throws -> ShipmentFacts {
    let place = try order.locationID.flatMap { try tx.locations.find($0) }
    return ShipmentFacts(
      isPickup: shipment.status == .readyForPickup, courier: shipment.courier, trackingNumber: shipment.trackingNumber,
      trackingURL: shipment.trackingURL, place: place?.name, address: place?.address, pickupNote: place?.pickupNote,
      isPartial: isPartial)
  }

  /// Takes back the messages of a step that is undone, that of every label it had, and what its thread says of it.
  ///
  /// - Throws: ``RefusalCode/undoExpired`` where it is on its way already.
  func withdrawMessage(of shipment: Shipment, _ order: Order) throws {
    try withdrawLine(of: shipment, order)
    guard let notice = shipment.notice, let step = shipment.lastStep else { return }
    try withdrawLine("notice_blocked:\(Self.blockedKey(notice.kind, shipment, step))", of: order)
    for message in try tx.messages.list(of: order.id, keysFrom: Self.keyStart(notice.kind, shipment.id), since: step.at) {
      // One that was called off by hand has nothing to take back.
      guard message.status != .canceled else { continue }
      guard try tx.messages.withdraw(message.id) else { throw Refusal.undoExpired }
      try record("message.canceled", message.eventObject, at: message.locationID, data: message.eventData)
    }
  }

  /// Whether the package that a message tells of is not where the message says, because its step was undone or it was fetched meanwhile.
  func isOvertaken(_ message: Message, of order: Order) throws -> Bool {
    let key = try tx.messages.dedupKey(of: message.id)
    if let original = key.flatMap(Self.original), original != message.id {
      return try tx.messages.find(original).map { try isOvertaken($0, of: order) } ?? false
    }
    let told = order.shipments.filter { shipment in
      message.kind == .shipped ? shipment.status.isWithCourier : shipment.status == .readyForPickup
    }
    // One that was taken back and sent again by hand has no key that names its package.
    guard let key, key != message.id.text else { return told.isEmpty }
    return !told.contains { key.hasPrefix("\(message.kind.rawValue):\($0.id)") }
  }

  /// Of a message that went another way, the one it stands for.
  private static func original(_ key: String) -> ID<Message>? {
    key.hasPrefix(insteadKey) ? ID(stored: String(key.dropFirst(insteadKey.count))) : nil
  }

  /// With what the keys of all that is written of a package begin, whatever its label.
  private static func keyStart(_ kind: NoticeKind, _ id: ID<Shipment>) -> String { "\(kind.message.rawValue):\(id)" }

  /// A step says once that its notice could not go by the thread, however often its label is corrected.
  private static func blockedKey(_ kind: NoticeKind, _ shipment: Shipment, _ step: Shipment.Step) -> String {
    "\(keyStart(kind, shipment.id)):\(step.at.milliseconds)"
  }

  /// A label was corrected: a message that has not left says the new one; one that has left stands, unless the customer is to be told.
  func relabel(_ stored: Shipment, of order: inout Order, by call: inout FulfillmentCall) throws {
    if let shipment = order.shipments.first(where: { $0.id == stored.id }) { try retellThread(of: shipment, order) }
    guard let notice = stored.notice else { return }
    if let waiting = try tx.messages.find(dedupKey: notice.key), try tx.messages.withdraw(waiting.id) {
      call.relabelled.append(stored.id)
    } else if call.notify == true {
      call.relabelled.append(stored.id)
    }
  }
}

extension Shipment {
  /// What the customer is told of it as it stands, and what makes two such messages the same; nil where there is nothing to tell.
  fileprivate var notice: (kind: NoticeKind, key: String)? {
    switch status {
    case .shipped: (.shipped, "shipped:\(id):\(trackingNumber ?? "")")
    case .readyForPickup: (.readyForPickup, "ready_for_pickup:\(id)")
    case .pending, .packed, .pickedUp, .handedOver, .delivered, .failed, .canceled: nil
    }
  }
}

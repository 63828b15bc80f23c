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
    try tellOfClosedThread(notice.kind.message, of: order, instead: recipient, key: "\(notice.key):\(step.at.milliseconds)")
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

  /// Takes back the message of a step that is undone, and what its thread says of it.
  ///
  /// - Throws: ``RefusalCode/undoExpired`` where it is on its way already.
  func withdrawMessage(of shipment: Shipment, _ order: Order) throws {
    try withdrawLine(of: shipment, order)
    guard let notice = shipment.notice, let step = shipment.lastStep, let message = try tx.messages.find(dedupKey: notice.key),
      message.createdAt == step.at
    else { return }
    guard try tx.messages.withdraw(message.id) else { throw Refusal.undoExpired }
    try record("message.canceled", message.eventObject, at: message.locationID, data: message.eventData)
  }

  /// A label was corrected: a message that has not left says the new one; one that has left stands, unless the customer is to be told.
  func relabel(_ stored: Shipment, of order: inout Order, by call: inout FulfillmentCall) throws {
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

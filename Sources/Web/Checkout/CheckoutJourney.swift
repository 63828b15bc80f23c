import Documents
import Domain
import UseCases

/// Where the goods of a placed order are: steps, and the parcels that somebody has in hand.
struct CheckoutJourney {
  let writer: CheckoutWriter

  /// For an order that stands and has something to send.
  var steps: [View] {
    let sight = writer.sight
    guard let placedAt = sight.placedAt, sight.state != .canceled, sight.state != .refunded else { return [] }
    let present: Int
    switch sight.fulfillment {
    case .notRequired: return []
    case .unfulfilled: present = 1
    case .partiallyFulfilled, .shipped, .readyForPickup: present = 2
    case .fulfilled: present = 4
    }
    let isPickup = sight.pickup != nil
    let isPart = sight.fulfillment == .partiallyFulfilled
    let names = [
      sight.state == .paid ? "placed_paid" : "placed", "packing", isPart ? "part_shipped" : isPickup ? "pickup" : "shipped",
      isPickup ? "picked_up" : "delivered",
    ]
    return names.enumerated().map { index, name in
      var step: [String: View] = [
        "name": .text(writer.say("step_\(name)")), "done": .flag(index < present), "present": .flag(index == present),
      ]
      if index == 0 { step["detail"] = .text(writer.locale.moment(placedAt)) }
      if index == present { step["time"] = .text(writer.say("now")) }
      if name == "packing", index == present, let detail = packed { step["detail"] = .text(detail) }
      return .object(step)
    }
  }

  private var packed: String? {
    let parcels = writer.sight.parcels
    guard parcels.count > 1 else { return nil }
    return writer.say("packed", ["ready": String(parcels.count { $0.status != .pending }), "all": String(parcels.count)])
  }

  /// Packages that can be followed, and how far each has come.
  var parcels: [View] {
    writer.sight.parcels.filter { $0.courier != nil || $0.trackingNumber != nil }.map { parcel in
      var view: [String: View] = ["courier": .text(parcel.courier ?? writer.say("parcel"))]
      if let number = parcel.trackingNumber { view["tracking"] = .text(number) }
      switch parcel.status {
      case .shipped, .delivered, .failed: view["status"] = .text(writer.say("parcel_\(parcel.status.rawValue)"))
      case .pending, .packed, .readyForPickup, .pickedUp, .handedOver, .canceled: break
      }
      if let url = parcel.trackingURL, url.utf8.starts(with: "https://".utf8) || url.utf8.starts(with: "http://".utf8) {
        view["link"] = .text(url)
        view["follow"] = .text(writer.say("follow"))
      }
      return .object(view)
    }
  }

  /// Where and when to fetch the goods, of an order that stands and has not been fetched; one or nothing.
  var pickup: [View] {
    let sight = writer.sight
    guard let place = sight.pickup, sight.state != .canceled, sight.fulfillment != .fulfilled else { return [] }
    let town = [place.address?.postalCode, place.address?.city].compactMap(\.self).joined(separator: " ")
    let address = [place.address?.line1, place.address?.line2, town].compactMap(\.self).filter { !$0.isEmpty }
    let isReady = sight.parcels.contains { $0.status == .readyForPickup }
    return [
      .object([
        "name": .text(place.name), "address": .text(address.joined(separator: ", ")), "note": .text(place.note ?? ""),
        "lead": .text(writer.say(isReady ? "pickup_ready" : "pickup_at")),
      ])
    ]
  }
}

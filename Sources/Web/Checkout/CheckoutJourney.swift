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
    let isPickup = sight.fulfillment == .readyForPickup
    let names = [
      sight.state == .paid ? "placed_paid" : "placed", "packing",
      isPickup ? "pickup" : sight.fulfillment == .partiallyFulfilled ? "part_shipped" : "shipped", isPickup ? "picked_up" : "delivered",
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
    return writer.say("packed", ["ready": String(parcels.count(where: \.isPacked)), "all": String(parcels.count)])
  }

  /// Parcels that can be followed.
  var parcels: [View] {
    writer.sight.parcels.filter { $0.courier != nil || $0.trackingNumber != nil }.map { parcel in
      var view: [String: View] = ["courier": .text(parcel.courier ?? writer.say("parcel"))]
      if let number = parcel.trackingNumber { view["tracking"] = .text(number) }
      if let url = parcel.trackingURL, url.utf8.starts(with: "https://".utf8) || url.utf8.starts(with: "http://".utf8) {
        view["link"] = .text(url)
        view["follow"] = .text(writer.say("follow"))
      }
      return .object(view)
    }
  }
}

import Domain
import UseCases

/// Who carries parcels in the demo shop, each with the page where a number is followed. A real shop begins with none.
enum DemoCouriers {
  private static let all: [(name: String, trackingURL: String)] = [
    ("DHL", "https://www.dhl.com/global-en/home/tracking.html?tracking-id={tracking_number}"),
    ("DPD", "https://tracking.dpd.de/status/en_US/parcel/{tracking_number}"),
    ("InPost", "https://inpost.pl/sledzenie-przesylek?number={tracking_number}"),
    ("UPS", "https://www.ups.com/track?tracknum={tracking_number}"),
  ]

  static func add(by work: UnitOfWork) throws {
    for (name, address) in all {
      var courier = Changes<Courier>()
      courier.set(\.name, to: name)
      courier.set(\.trackingURL, to: address)
      _ = try work.createCourier(courier)
    }
  }
}

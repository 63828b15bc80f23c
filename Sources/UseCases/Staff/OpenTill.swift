package import Domain
import SQLEngine
import Stores

/// A location and the tills that stand there.
package struct TillPlace: Sendable {
  package let location: Location
  package let registers: [Register]
}

extension UnitOfWork {
  /// Every till a browser could become, place by place.
  package func listTills() throws -> [TillPlace] {
    try principal.require(.enrolDevice)
    let locations = try tx.locations.list(search: nil, in: principal.locationID, page: PageRequest(limit: 200)).elements
    return try locations.map { location in
      TillPlace(location: location, registers: try tx.devices.registers(at: location.id))
    }
  }
}

extension Shop {
  /// Makes somebody who signed in by password the operator of a till, without a PIN.
  package func openTill(as session: WebSession, at device: Device, replacing old: String) async throws -> SignedIn {
    guard !session.isOperator, session.principal.sees(device.locationID) else { throw Refusal.signInFailed }
    let hash = session.secretHash
    let now = clock()
    return try await begin(session.staffID, at: device, by: .session, replacing: old) { tx in
      try tx.webSessions.find(secretHash: hash, at: now) != nil
    }
  }

  /// The names of a device's till and of where it stands, for people.
  package func place(of device: Device) async throws -> (register: String, location: String) {
    try await database.read { tx in try tx.devices.place(of: device) }
  }
}

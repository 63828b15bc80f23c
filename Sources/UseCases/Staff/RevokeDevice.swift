package import Domain
import Stores

extension Shop {
  /// Makes a device a till no longer, wherever it is: a lost tablet sells nothing from the next request on.
  package func revokeDevice(_ id: ID<Device>, by principal: Principal) async throws {
    try await write(by: principal) { try $0.revokeDevice(id) }
    credentials.forgetVerified()
  }
}

extension UnitOfWork {
  /// The devices that are tills, newest first, within the principal's location.
  package func listDevices() throws -> [EnrolledDevice] {
    try principal.require(.enrolDevice)
    return try tx.devices.list(in: principal.locationID)
  }

  /// Ends a device; the door forgets what it knew of its sessions afterwards.
  package func revokeDevice(_ id: ID<Device>) throws {
    try principal.require(.enrolDevice)
    guard let device = try tx.devices.find(id), principal.sees(device.locationID) else { throw Refusal.notFound("device") }
    try tx.devices.revoke(id, at: now)
    try record("device.revoked", EventObject("device", id.text), at: device.locationID)
  }
}

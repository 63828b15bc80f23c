package import Domain
import Secrets
import Stores

/// A browser that has just become a till, and the secret for its cookie.
package struct Enrolment: Sendable {
  package let device: Device
  package let secret: String
}

extension Shop {
  /// Makes a browser the till `register`. `old` is the device cookie it had; that device ends.
  package func enrolDevice(
    by principal: Principal, location: ID<Location>, register: ID<Register>, replacing old: String?
  ) async throws -> Enrolment {
    let secret = SecretText.make()
    let oldHash = old.map(SecretText.hash)
    let device = try await write(by: principal) { work in
      try work.enrolDevice(location: location, register: register, secretHash: SecretText.hash(secret), replacing: oldHash)
    }
    credentials.forgetVerified()
    return Enrolment(device: device, secret: secret)
  }
}

extension UnitOfWork {
  fileprivate func enrolDevice(
    location: ID<Location>, register: ID<Register>, secretHash: String, replacing old: String?
  ) throws -> Device {
    try principal.require(.enrolDevice)
    guard let staffID = principal.staffID else { throw Refusal.forbidden(.enrolDevice) }
    guard principal.sees(location), try tx.devices.isRegister(register, at: location) else { throw Refusal.notFound("register") }
    if let old, let device = try tx.devices.find(secretHash: old) { try tx.devices.revoke(device.id, at: now) }
    let device = Device(id: ids.next(), locationID: location, registerID: register, enrolledBy: staffID, enrolledAt: now)
    try tx.devices.add(device, secretHash: secretHash)
    try record("device.enrolled", EventObject("device", device.id.text), at: location)
    return device
  }
}

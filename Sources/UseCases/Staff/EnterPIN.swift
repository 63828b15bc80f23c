package import Domain
import SQLEngine
import Secrets
import Stores

extension Shop {
  /// Makes somebody the operator of a till by PIN.
  ///
  /// Tries are paid for per person and till and per till before the PIN is looked at (P18). Somebody who does not work here, has no PIN
  /// or is disabled is refused like a wrong PIN.
  package func enterPIN(_ digits: String, staffID: ID<Staff>, at device: Device, replacing old: String?) async throws -> SignedIn {
    let hash = try await checkPIN(digits, of: staffID, at: .till(device.registerID)) { staff in
      staff.locationID == nil || staff.locationID == device.locationID
    }
    return try await begin(staffID, at: device, by: .pin, replacing: old) { tx in try tx.staff.pinHash(of: staffID) == hash }
  }

  /// The people who may switch to a till by PIN, by name.
  package func operators(at device: Device) async throws -> [Staff] {
    try await database.read { tx in try tx.staff.operators(at: device.locationID) }
  }

  /// Where a PIN is typed; wrong ones are counted there.
  enum PINPlace: Sendable {
    case till(ID<Register>)
    /// A program that asks for an approval; its own id.
    case program(String)
  }

  /// Checks a PIN and answers the hash it matched; throws `unauthenticated`, or `rate_limited` without having looked.
  func checkPIN(
    _ digits: String, of id: ID<Staff>, at place: PINPlace, _ isAllowed: @escaping @Sendable (Staff) -> Bool
  ) async throws -> String {
    var attempts: [Attempt]
    switch place {
    case .till(let register):
      attempts = [
        Attempt(subject: SignInSubject.pin(of: id, at: register), budget: .pinAtTill),
        Attempt(subject: SignInSubject.till(register), budget: .till),
      ]
    case .program(let program):
      attempts = [Attempt(subject: SignInSubject.approval(of: id, for: program), budget: .pinAtTill)]
    }
    try await pay(attempts)
    let (staff, stored) = try await database.read { tx in (try tx.staff.find(id), try tx.staff.pinHash(of: id)) }
    let pin = PIN(digits)
    let bytes = pin.map { credentials.peppered($0, of: id) } ?? []
    let matches = try await isSecret(bytes, hash: pin == nil ? nil : stored)
    guard matches, let stored, let staff, !staff.isDisabled, isAllowed(staff) else { throw Refusal.signInFailed }
    let own = attempts.removeFirst()
    let shared = attempts
    try await database.write { tx in
      try tx.signInBudgets.remove(own.subject)
      for attempt in shared { try tx.signInBudgets.giveBack(attempt.subject) }
    }
    return stored
  }
}

package import Domain
import Secrets

/// A new member of staff as somebody wrote them down.
package struct StaffDraft: Sendable {
  package var name: String
  package var role: Role
  package var email: String?
  package var locationID: String?
  package var password: String?
  package var pin: String?

  package init(
    name: String, role: Role, email: String? = nil, locationID: String? = nil, password: String? = nil, pin: String? = nil
  ) {
    self.name = name
    self.role = role
    self.email = email
    self.locationID = locationID
    self.password = password
    self.pin = pin
  }
}

/// What somebody wants to change about a member of staff; outer nil means untouched, inner nil means taken away.
package struct StaffChange: Sendable {
  package var name: String?
  package var role: Role?
  package var email: String??
  package var locationID: String??
  package var password: String?
  package var pin: String??
  package var disabled: Bool?

  package init() {}
}

/// The hashes of new secrets, made before the transaction that stores them, because hashing takes its time.
package struct HashedSecrets: Sendable {
  package let staffID: ID<Staff>
  let password: String?
  let pin: String?
}

extension Shop {
  /// Hashes what a new or changed member of staff is to sign in with; refuses by field what is too short, too long or no PIN.
  ///
  /// Asks the policy first, so that nobody without the right keeps the hasher busy.
  package func hashed(
    password: String?, pin: String?, of id: ID<Staff>? = nil, by principal: Principal
  ) async throws -> HashedSecrets {
    try principal.require(.manageStaff)
    let id = id ?? ids.next()
    let chosenPassword = try password.map { try Password.chosen($0, field: "password") }
    let chosenPIN = try pin.map { text in
      guard let pin = PIN(text) else { throw Refusal.invalid("pin", "invalid", "A PIN is four to eight digits.") }
      return pin
    }
    var passwordHash: String?
    if let chosenPassword { passwordHash = try await hash(chosenPassword.bytes) }
    var pinHash: String?
    if let chosenPIN { pinHash = try await hash(credentials.peppered(chosenPIN, of: id)) }
    return HashedSecrets(staffID: id, password: passwordHash, pin: pinHash)
  }
}

package import Domain
import JSON
import SQLEngine
import Secrets
import Stores

/// A browser that has just been let in: the cookie's secret, shown to nobody else and stored by nobody.
package struct SignedIn: Sendable {
  package let secret: String
  package let session: WebSession
}

extension Shop {
  /// Signs somebody in by e-mail and password.
  ///
  /// Unknown people, wrong passwords and disabled accounts get the same answer after the same work (AUT-06). `replacing` is the
  /// cookie the browser had; its session ends (AUT-08).
  package func signIn(email: String, password: String, peer: String?, replacing old: String?) async throws -> SignedIn {
    let address = EmailAddress(email)
    let attempts = [
      Attempt(subject: SignInSubject.peer(peer), budget: .peer),
      Attempt(subject: SignInSubject.password(SecretText.hash(address?.text ?? email.lowercased())), budget: .password),
    ]
    try await pay(attempts)
    let (staff, hash) = try await database.read { tx -> (Staff?, String?) in
      guard let address, let staff = try tx.staff.find(email: address) else { return (nil, nil) }
      return (staff, try tx.staff.passwordHash(of: staff.id))
    }
    let typed = Password(typed: password)
    let matches = try await isSecret(typed?.bytes ?? [], hash: typed == nil ? nil : hash)
    guard matches, let staff, !staff.isDisabled else { throw Refusal.signInFailed }
    try await giveBack(attempts)
    return try await begin(staff.id, at: nil, by: .password, replacing: old) { tx in
      // The right password also ends what wrong PINs began.
      try tx.signInBudgets.removePINs(of: staff.id)
      return try tx.staff.passwordHash(of: staff.id) == hash
    }
  }

  /// What somebody proved who they are by, as the journal names it.
  enum SignInProof: String, Sendable {
    case password
    case pin
    /// A session that was there already, taken to a till.
    case session
  }

  /// Starts a session with a new secret, if the person may still sign in and `isStillTrue` holds in the same transaction.
  func begin(
    _ id: ID<Staff>, at device: Device?, by proof: SignInProof, replacing old: String?,
    _ isStillTrue: @escaping @Sendable (Transaction) throws -> Bool
  ) async throws -> SignedIn {
    let secret = SecretText.make()
    let now = clock()
    let oldHash = old.map(SecretText.hash)
    let session = try await database.write { tx -> WebSession in
      let staff = try tx.staff.take(id)
      guard !staff.isDisabled, try isStillTrue(tx) else { throw Refusal.signInFailed }
      if let oldHash { try tx.webSessions.remove(oldHash) }
      try tx.webSessions.removeExpired(at: now)
      try tx.signInBudgets.removeQuiet(since: now.adding(seconds: -7 * 86_400))
      let session = WebSession(
        secretHash: SecretText.hash(secret), staffID: staff.id, staffName: staff.name, role: staff.role,
        staffLocationID: staff.locationID, deviceID: device?.id, deviceLocationID: device?.locationID,
        registerID: device?.registerID, startedAt: now, seenAt: now, expiresAt: now.adding(seconds: WebSession.lifetimeSeconds))
      try tx.webSessions.add(session)
      try journal("staff.signed_in", session, [("by", .string(proof.rawValue))], at: now, in: tx)
      return session
    }
    credentials.forgetVerified()
    return SignedIn(secret: secret, session: session)
  }

  /// Ends the session of a cookie; one that is over already is no mistake.
  package func signOut(_ secret: String) async throws {
    let hash = SecretText.hash(secret)
    let now = clock()
    try await database.write { tx in
      if let session = try tx.webSessions.find(secretHash: hash, at: now) { try journal("staff.signed_out", session, [], at: now, in: tx) }
      try tx.webSessions.remove(hash)
    }
    credentials.forgetVerified()
  }

  /// Who came and went is in the journal and the audit log, like everything else that people do.
  private func journal(
    _ type: String, _ session: WebSession, _ data: [(key: String, value: JSON)], at now: Instant, in tx: Transaction
  ) throws {
    try tx.journal(
      type, id: ids.next(), at: now, by: session.principal, object: EventObject("staff", session.staffID.text),
      location: session.deviceLocationID ?? session.staffLocationID, data: .object(data))
  }
}

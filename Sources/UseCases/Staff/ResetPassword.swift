package import Domain
import SQLEngine
import Secrets
import Stores

extension Shop {
  /// Seconds a reset link opens its page.
  package static let resetLinkSeconds: Int64 = 3600

  /// Makes the secret of a link with which somebody sets a new password, once, within an hour. For the operator of the machine;
  /// earlier links of that person end.
  package func offerReset(email: String, by principal: Principal = .system) async throws -> String {
    let secret = SecretText.make()
    try await write(by: principal) { work in
      try work.principal.require(.manageStaff)
      guard let address = EmailAddress(email), let staff = try work.tx.staff.find(email: address), !staff.isDisabled else {
        throw Refusal.notFound("staff member")
      }
      guard work.principal.role.mayGrant(staff.role) else { throw Refusal.notYoursToGrant }
      try work.tx.oneTimeLinks.addReset(
        secretHash: SecretText.hash(secret), for: staff.id, at: work.now, until: work.now.adding(seconds: Self.resetLinkSeconds))
      try work.record("staff.reset_offered", EventObject("staff", staff.id.text), at: staff.locationID)
    }
    return secret
  }

  /// As ``offerReset(email:by:)``, for somebody a manager looks after; the secret is shown to that manager once, who hands it over.
  ///
  /// - Throws: `conflict` for somebody who is disabled or has no e-mail address to sign in with.
  package func offerReset(to id: ID<Staff>, by principal: Principal) async throws -> String {
    let staff = try await read(by: principal) { work in
      try work.principal.require(.manageStaff)
      return try work.takeStaff(id)
    }
    guard let email = staff.email, !staff.isDisabled else {
      throw Refusal(.conflict, "\(staff.name) has no e-mail address to sign in with, or may not sign in.")
    }
    return try await offerReset(email: email, by: principal)
  }

  /// Whether a reset link still opens; paid for by the network address that asks.
  package func isReset(_ secret: String, peer: String?) async throws -> Bool {
    try await personOfLink(secret, peer: peer) != nil
  }

  /// Sets a new password by a reset link. Of two at once one succeeds; every session of the person ends.
  package func resetPassword(_ secret: String, to text: String, peer: String?) async throws -> ID<Staff> {
    guard let id = try await personOfLink(secret, peer: peer) else { throw Refusal.linkGone }
    let password = try Password.chosen(text, field: "password")
    let hash = try await hash(password.bytes)
    let linkHash = SecretText.hash(secret)
    try await write(by: .system) { work in
      guard try work.tx.oneTimeLinks.reset(secretHash: linkHash, at: work.now) == id,
        try work.tx.oneTimeLinks.consume(secretHash: linkHash, at: work.now)
      else { throw Refusal.linkGone }
      try work.setPassword(hash, of: id)
    }
    credentials.forgetVerified()
    return id
  }

  /// Sets a new password at once; for the operator of the machine.
  package func setPassword(email: String, to text: String) async throws {
    let password = try Password.chosen(text, field: "password")
    let hash = try await hash(password.bytes)
    try await write(by: .system) { work in
      guard let address = EmailAddress(email), let staff = try work.tx.staff.find(email: address) else {
        throw Refusal.notFound("staff member")
      }
      try work.setPassword(hash, of: staff.id)
    }
    credentials.forgetVerified()
  }

  private func personOfLink(_ secret: String, peer: String?) async throws -> ID<Staff>? {
    guard secret.utf8.count <= 128 else { return nil }
    let attempt = Attempt(subject: SignInSubject.link(peer), budget: .link)
    try await pay([attempt])
    let hash = SecretText.hash(secret)
    let now = clock()
    guard let id = try await database.read({ tx in try tx.oneTimeLinks.reset(secretHash: hash, at: now) }) else { return nil }
    try await giveBack([attempt])
    return id
  }
}

extension UnitOfWork {
  fileprivate func setPassword(_ hash: String, of id: ID<Staff>) throws {
    let staff = try tx.staff.take(id)
    guard !staff.isDisabled else { throw Refusal.linkGone }
    try tx.staff.savePassword(hash, of: id)
    try tx.webSessions.removeAll(of: id)
    try tx.oneTimeLinks.removeResets(of: id)
    try tx.signInBudgets.removePINs(of: id)
    if let email = staff.email { try tx.signInBudgets.remove(SignInSubject.password(SecretText.hash(email))) }
    try record("staff.password_reset", EventObject("staff", id.text), at: staff.locationID)
  }
}

package import Domain
import SQLEngine
import Secrets
import Stores

extension Shop {
  /// Who sends this token; nil for a text that is none, or is revoked, or has run out.
  package func principal(forToken secret: String) async throws -> Principal? {
    guard secret.utf8.count <= 128, secret.utf8.starts(with: APIToken.secretPrefix.utf8) else { return nil }
    let hash = SecretText.hash(secret)
    let now = clock()
    var token = credentials.recentTokens.find(hash, at: now)
    if token == nil {
      token = try await database.read { tx in try tx.tokens.find(secretHash: hash) }
      if let token {
        try await noteUse(of: token, at: now)
        credentials.recentTokens.add(token, for: hash, at: now)
      }
    }
    guard let token, token.isUsable(at: now) else { return nil }
    return Principal(kind: .token(token.id), role: token.role, name: token.name, locationID: token.locationID)
  }

  /// Once a minute is often enough to tell which keys are in use, and keeps reads from becoming writes.
  private func noteUse(of token: APIToken, at now: Instant) async throws {
    guard token.isUsable(at: now), token.lastUsedAt.map({ now >= $0.adding(seconds: 60) }) ?? true else { return }
    try await database.write { tx in try tx.tokens.touch(token.id, at: now) }
  }

  /// The live session behind a cookie; nil when there is none, it is over, or a till was left alone too long.
  package func session(for secret: String) async throws -> WebSession? {
    guard secret.utf8.count <= 128 else { return nil }
    let hash = SecretText.hash(secret)
    let now = clock()
    if let session = credentials.recentSessions.find(hash, at: now) { return session.isIdle(at: now) ? nil : session }
    guard let session = try await database.read({ tx in try tx.webSessions.find(secretHash: hash, at: now) }), !session.isIdle(at: now)
    else { return nil }
    // Once a minute is often enough to know that somebody is there, and keeps reads from becoming writes.
    if now >= session.seenAt.adding(seconds: 60) {
      try await database.write { tx in try tx.webSessions.touch(hash, at: now) }
    }
    credentials.recentSessions.add(session, for: hash, at: now)
    return session
  }

  /// Who is signed in with this cookie.
  package func principal(forSession secret: String) async throws -> Principal? {
    try await session(for: secret)?.principal
  }

  /// The till behind a device cookie; nil for an unknown or revoked one.
  package func device(for secret: String) async throws -> Device? {
    guard secret.utf8.count <= 128 else { return nil }
    let hash = SecretText.hash(secret)
    return try await database.read { tx in try tx.devices.find(secretHash: hash) }
  }

  /// What a form of this browser has to send along: grows from its cookie, so no other site can know it (WEB-01).
  package func formToken(for cookie: String) -> String {
    credentials.keyring.signature(.formToken, cookie)
  }

  package func isFormToken(_ token: String, for cookie: String) -> Bool {
    SecretText.isSame(token, formToken(for: cookie))
  }
}

extension APIToken {
  /// What every token begins with, so that scanners for leaked secrets recognise one.
  package static let secretPrefix = "cf_"
}

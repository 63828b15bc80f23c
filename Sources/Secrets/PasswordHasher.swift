import Dispatch

/// Hashes and checks passwords and PINs one after another on a thread of its own.
///
/// One hash costs tens of milliseconds of one core and 19 MiB. The line is short: whoever comes when it is full is told to come
/// back, so that a flood of logins slows only logins (abuse case AUT-15).
package actor PasswordHasher {
  /// The line is full.
  package struct Busy: Error {}

  private let queue = DispatchQueue(label: "password-hasher")
  private let longestLine: Int
  private var inLine = 0

  package init(longestLine: Int = 32) {
    self.longestLine = longestLine
  }

  package func hash(_ secret: [UInt8]) async throws -> String {
    try await inTurn { Result { try Argon2.hash(secret) } }.get()
  }

  /// False also when there is no hash to compare with; takes the same time then, so that it does not tell who exists.
  package func verify(_ secret: [UInt8], against encoded: String?) async throws -> Bool {
    let matches = try await inTurn { Argon2.verify(secret, against: encoded ?? Self.nobody) }
    return matches && encoded != nil
  }

  private func inTurn<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws -> Value {
    guard inLine < longestLine else { throw Busy() }
    inLine += 1
    defer { inLine -= 1 }
    return await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: work()) }
    }
  }

  /// The hash of a random text that was thrown away, with the parameters of ``Argon2``.
  private static let nobody =
    "$argon2id$v=19$m=19456,t=2,p=1$/Mrp7M3/+Q8KkEOfZIfssw$BK3AbMFFvbOAv2iFkr3wFSzVgcUAlrXcVKYUKGfdd4o"
}

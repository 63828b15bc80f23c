import Domain
package import Secrets
import Synchronization

/// What proves who somebody is: the shop's keys, the one place where passwords are hashed, and what was verified a moment ago.
package struct Credentials: Sendable {
  package let keyring: Keyring
  package let hasher: PasswordHasher
  let recentTokens = Recent<APIToken>()
  let recentSessions = Recent<WebSession>()

  package init(keyring: Keyring, hasher: PasswordHasher = PasswordHasher()) {
    self.keyring = keyring
    self.hasher = hasher
  }

  /// For a shop that lives in memory.
  package static func ephemeral() -> Credentials { Credentials(keyring: .ephemeral()) }

  /// Call after a commit that took something away from somebody, so that it counts with the next request.
  package func forgetVerified() {
    recentTokens.removeAll()
    recentSessions.removeAll()
  }

  /// The bytes that are hashed for a PIN: useless without the server's secret, and different for two people with one PIN.
  func peppered(_ pin: PIN, of id: ID<Staff>) -> [UInt8] {
    Array(keyring.signature(.pin, id.text, pin.digits).utf8)
  }
}

/// Values verified less than half a second ago; what another process revokes is therefore felt within that time. One that was verified
/// later than now was so by a clock that ran ahead, and counts for nothing (P24).
final class Recent<Value: Sendable>: Sendable {
  private static var lifetimeMilliseconds: Int64 { 500 }
  private static var most: Int { 4096 }

  private let entries = Mutex<[String: (value: Value, counts: Range<Int64>)]>([:])

  func find(_ key: String, at now: Instant) -> Value? {
    entries.withLock { entries in
      guard let entry = entries[key], entry.counts.contains(now.milliseconds) else { return nil }
      return entry.value
    }
  }

  func add(_ value: Value, for key: String, at now: Instant) {
    entries.withLock { entries in
      if entries.count >= Self.most { entries.removeAll(keepingCapacity: true) }
      let (until, overflow) = now.milliseconds.addingReportingOverflow(Self.lifetimeMilliseconds)
      entries[key] = (value, now.milliseconds..<(overflow ? .max : until))
    }
  }

  func removeAll() {
    entries.withLock { $0.removeAll(keepingCapacity: true) }
  }
}

/// A browser that somebody signed in with: at the office by password, or at a till by PIN (then with a device).
package struct WebSession: Sendable, Equatable {
  /// Seconds after which a session ends, whatever happens.
  package static let lifetimeSeconds: Int64 = 12 * 3600
  /// Seconds without a request after which a till asks for the PIN again; what was typed stays where it is.
  package static let operatorIdleSeconds: Int64 = 15 * 60

  package let secretHash: String
  package let staffID: ID<Staff>
  package let staffName: String
  package let role: Role
  package let staffLocationID: ID<Location>?
  package let deviceID: ID<Device>?
  package let deviceLocationID: ID<Location>?
  package let registerID: ID<Register>?
  package let startedAt: Instant
  package let seenAt: Instant
  package let expiresAt: Instant

  package init(
    secretHash: String, staffID: ID<Staff>, staffName: String, role: Role, staffLocationID: ID<Location>?, deviceID: ID<Device>?,
    deviceLocationID: ID<Location>?, registerID: ID<Register>?, startedAt: Instant, seenAt: Instant, expiresAt: Instant
  ) {
    self.secretHash = secretHash
    self.staffID = staffID
    self.staffName = staffName
    self.role = role
    self.staffLocationID = staffLocationID
    self.deviceID = deviceID
    self.deviceLocationID = deviceLocationID
    self.registerID = registerID
    self.startedAt = startedAt
    self.seenAt = seenAt
    self.expiresAt = expiresAt
  }

  package var isOperator: Bool { deviceID != nil }

  /// True once a till has been left alone too long.
  package func isIdle(at now: Instant) -> Bool {
    isOperator && now >= seenAt.adding(seconds: Self.operatorIdleSeconds)
  }

  package var principal: Principal {
    Principal(
      kind: .staff(staffID), role: role, name: staffName, locationID: staffLocationID, registerID: registerID)
  }
}

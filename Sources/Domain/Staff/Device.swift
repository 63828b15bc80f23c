/// A browser that an owner or manager made one of the shop's tills; without it a PIN is worth nothing.
package struct Device: Sendable, Equatable, Identified {
  package static let idPrefix = "dev"
  /// Seconds a browser keeps its device cookie: as long as browsers keep any.
  package static let cookieSeconds: Int64 = 400 * 86_400

  package let id: ID<Device>
  package let locationID: ID<Location>
  package let registerID: ID<Register>
  package let enrolledBy: ID<Staff>
  package let enrolledAt: Instant
  package var revokedAt: Instant?

  package init(
    id: ID<Device>, locationID: ID<Location>, registerID: ID<Register>, enrolledBy: ID<Staff>, enrolledAt: Instant,
    revokedAt: Instant? = nil
  ) {
    self.id = id
    self.locationID = locationID
    self.registerID = registerID
    self.enrolledBy = enrolledBy
    self.enrolledAt = enrolledAt
    self.revokedAt = revokedAt
  }
}

/// A till's device as people look it over: where it stands, who made it a till and when.
package struct EnrolledDevice: Sendable, Equatable {
  package let id: ID<Device>
  package let register: String
  package let location: String
  package let enrolledBy: String
  package let enrolledAt: Instant

  package init(id: ID<Device>, register: String, location: String, enrolledBy: String, enrolledAt: Instant) {
    self.id = id
    self.register = register
    self.location = location
    self.enrolledBy = enrolledBy
    self.enrolledAt = enrolledAt
  }
}

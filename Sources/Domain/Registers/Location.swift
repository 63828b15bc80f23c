/// A place the shop sells at and keeps goods at.
package struct Location: Sendable, Equatable, Identified {
  package static let idPrefix = "loc"

  package let id: ID<Location>
  package var name: String
  /// As printed on receipts.
  package var address: Address?
  /// IANA name; nil where the shop's counts.
  package var timeZone: String?
  /// Whether customers may fetch here what they ordered.
  package var offersPickup: Bool
  /// When and where to come, in words for customers.
  package var pickupNote: String?
  package let createdAt: Instant

  package init(
    id: ID<Location>, name: String, address: Address? = nil, timeZone: String? = nil, offersPickup: Bool = false,
    pickupNote: String? = nil, createdAt: Instant
  ) {
    self.id = id
    self.name = name
    self.address = address
    self.timeZone = timeZone
    self.offersPickup = offersPickup
    self.pickupNote = pickupNote
    self.createdAt = createdAt
  }

  /// - Throws: `validationFailed` naming every field that does not fit.
  package mutating func settle() throws(Refusal) {
    name = name.composed
    var checks = FieldChecks()
    checks.text(name, "name", limit: 255, required: true)
    address?.check("address", &checks)
    checks.text(pickupNote, "pickup_note", limit: 1000, multiline: true)
    if let timeZone, !ShopSettings.isTimeZoneName(timeZone) {
      checks.fail("time_zone", "invalid", "A time zone is a name such as Europe/London.")
    }
    try checks.finish()
  }
}

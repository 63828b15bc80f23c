package import Domain
import Stores

extension UnitOfWork {
  /// Adds somebody to the staff; nobody hands out a role above their own, or people beyond their own location.
  package func addStaff(_ draft: StaffDraft, secrets: HashedSecrets) throws -> Staff {
    try principal.require(.manageStaff)
    guard draft.role.isForPeople else {
      throw Refusal.invalid("role", "invalid", "People are owner, manager or cashier; integration is for tokens.")
    }
    guard principal.role.mayGrant(draft.role) else { throw Refusal.notYoursToGrant }
    let email = try draft.email.map { try Self.email($0) }
    guard secrets.password == nil || email != nil else {
      throw Refusal.invalid("email", "required", "Somebody with a password signs in with an e-mail address.")
    }
    let staff = Staff(
      id: secrets.staffID, name: try Self.staffName(draft.name), email: email, role: draft.role,
      locationID: try workplace(draft.locationID), hasPassword: secrets.password != nil, hasPIN: secrets.pin != nil, createdAt: now,
      updatedAt: now)
    try tx.staff.add(staff, passwordHash: secrets.password, pinHash: secrets.pin)
    try record("staff.created", EventObject("staff", staff.id.text), at: staff.locationID)
    return staff
  }

  /// A name as it is stored; refused when empty, too long or more than one line.
  static func staffName(_ text: String, field: String = "name") throws -> String {
    let name = String(text.unicodeScalars.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed().map(Character.init))
    guard !name.isEmpty else { throw Refusal.invalid(field, "required", "A name is needed.") }
    guard name.unicodeScalars.count <= 255 else {
      throw Refusal.invalid(field, "too_long", "A name has at most 255 characters.")
    }
    let isPlain = name.unicodeScalars.allSatisfy {
      ![.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
    guard isPlain else { throw Refusal.invalid(field, "invalid", "A name is one line of text.") }
    return name
  }

  static func email(_ text: String) throws -> String {
    guard let email = EmailAddress(text) else {
      throw Refusal.invalid("email", "invalid", "This is not an e-mail address of plain letters, digits and marks.")
    }
    return email.text
  }

  /// Where somebody works: a location that exists and that the principal sees; nil means everywhere, and needs a principal who does.
  func workplace(_ text: String?, field: String = "location_id") throws -> ID<Location>? {
    guard let text else {
      guard principal.locationID == nil else {
        throw Refusal.invalid(field, "required", "You look after one location, so name it.")
      }
      return nil
    }
    guard let id = ID<Location>(text), principal.sees(id), try tx.devices.isLocation(id) else {
      throw Refusal.invalid(field, "unknown", "There is no such location.")
    }
    return id
  }
}

package import Domain
import Stores

extension UnitOfWork {
  /// The staff, newest first, within the principal's location; the disabled only for those who manage staff.
  package func listStaff(search: String?, page: PageRequest) throws -> Page<Staff> {
    try principal.require(.readStaff)
    return try tx.staff.list(search: search, in: principal.locationID, withDisabled: principal.may(.manageStaff), page: page)
  }

  /// One member of staff; somebody of another location is not found.
  package func takeStaff(_ id: ID<Staff>) throws -> Staff {
    try principal.require(.readStaff)
    let staff = try tx.staff.take(id)
    guard staff.locationID == nil || principal.sees(staff.locationID) else { throw Refusal.notFound("staff member") }
    return staff
  }
}

package import Domain
import Stores

extension UnitOfWork {
  /// Changes somebody of the staff. What weakens or moves an account (role, password, PIN, location, e-mail, disabling) ends its
  /// sessions at once (AUT-09, IDR-13); nobody changes their own role (IDR-07).
  package func changeStaff(_ id: ID<Staff>, _ change: StaffChange, secrets: HashedSecrets) throws -> Staff {
    try principal.require(.manageStaff)
    let before = try takeManaged(id)
    var staff = before
    if let name = change.name { staff.name = try Self.staffName(name) }
    if let role = change.role {
      guard role.isForPeople else {
        throw Refusal.invalid("role", "invalid", "People are owner, manager or cashier; integration is for tokens.")
      }
      guard role == before.role || (principal.staffID != id && principal.role.mayGrant(role)) else { throw Refusal.notYoursToGrant }
      staff.role = role
    }
    if let email = change.email { staff.email = try email.map { try Self.email($0) } }
    if let location = change.locationID { staff.locationID = try movedWorkplace(location, from: before) }
    if let disabled = change.disabled {
      guard !disabled || principal.staffID != id else {
        throw Refusal.invalid("disabled", "invalid", "You cannot disable yourself.")
      }
      staff.disabledAt = disabled ? (before.disabledAt ?? now) : nil
    }
    guard staff.email != nil || !(before.hasPassword || secrets.password != nil) else {
      throw Refusal.invalid("email", "required", "Somebody with a password signs in with an e-mail address.")
    }
    try keepingAnOwner(before, after: staff)
    staff.updatedAt = now
    try tx.staff.save(staff)
    try saveSecrets(change, secrets, of: id)
    if staff.isDisabled, !before.isDisabled { try letConversationsGo(try tx.conversations.letGo(assignee: id, at: now)) }
    if staff.role != before.role || staff.email != before.email || staff.locationID != before.locationID || staff.isDisabled
      || secrets.password != nil || change.pin != nil
    {
      try tx.webSessions.removeAll(of: id)
      try tx.oneTimeLinks.removeResets(of: id)
    }
    try record("staff.updated", EventObject("staff", id.text), at: staff.locationID)
    return try tx.staff.take(id)
  }

  /// Keeps somebody from signing in, for good until somebody enables them again; what they did stays theirs, their
  /// conversations are unassigned.
  package func disableStaff(_ id: ID<Staff>) throws {
    var change = StaffChange()
    change.disabled = true
    _ = try changeStaff(id, change, secrets: HashedSecrets(staffID: id, password: nil, pin: nil))
  }

  private func saveSecrets(_ change: StaffChange, _ secrets: HashedSecrets, of id: ID<Staff>) throws {
    if let password = secrets.password { try tx.staff.savePassword(password, of: id) }
    if change.pin != nil {
      try tx.staff.savePIN(secrets.pin, of: id)
      try tx.signInBudgets.removePINs(of: id)
    }
  }

  private func movedWorkplace(_ text: String?, from before: Staff) throws -> ID<Location>? {
    if let current = before.locationID, text == current.text { return current }
    guard principal.staffID != before.id else { throw Refusal.notYoursToGrant }
    return try workplace(text)
  }

  /// Somebody within the principal's sight whose role is not above the principal's own.
  private func takeManaged(_ id: ID<Staff>) throws -> Staff {
    let staff = try takeStaff(id)
    guard principal.role.mayGrant(staff.role) else { throw Refusal.notYoursToGrant }
    return staff
  }

  private func keepingAnOwner(_ before: Staff, after: Staff) throws {
    let wasOwner = before.role == .owner && !before.isDisabled
    let isOwner = after.role == .owner && !after.isDisabled
    if wasOwner, !isOwner, try tx.staff.count(of: .owner) <= 1 { throw Refusal.lastOwner }
  }
}

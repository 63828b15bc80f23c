import Domain
import JSON

/// How staff and tokens are written out. There is no secret in the values these get, so none can slip out.
enum StaffJSON {
  /// - Parameter isManager: whether the reader looks after staff; others learn id, name and role, enough for a list of names.
  static func write(_ staff: Staff, isManager: Bool, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", staff.id.text)
      json.member("name", staff.name)
      json.member("role", staff.role.rawValue)
      json.member("email", isManager ? staff.email : nil)
      json.member("location_id", isManager ? staff.locationID?.text : nil)
      guard isManager else { return }
      json.member("has_password", staff.hasPassword)
      json.member("has_pin", staff.hasPIN)
      json.member("disabled", staff.isDisabled)
      json.member("created_at", staff.createdAt.text)
      json.member("updated_at", staff.updatedAt.text)
    }
  }

  /// - Parameter secret: only in the answer to the request that made the token.
  static func write(_ token: APIToken, secret: String? = nil, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", token.id.text)
      json.member("name", token.name)
      json.member("role", token.role.rawValue)
      json.member("location_id", token.locationID?.text)
      json.member("expires_at", token.expiresAt?.text)
      json.member("last_used_at", token.lastUsedAt?.text)
      json.member("created_at", token.createdAt.text)
      if let secret { json.member("token", secret) }
    }
  }
}

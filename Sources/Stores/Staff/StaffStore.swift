package import Domain
package import SQLEngine

extension Transaction {
  package var staff: StaffStore { StaffStore(tx: self) }
}

/// The people of the shop and the hashes they sign in with. Hashes leave only through the two verbs that name them.
package struct StaffStore {
  let tx: Transaction

  package func find(_ id: ID<Staff>) throws -> Staff? {
    try tx.row("SELECT \(Self.columns) FROM staff WHERE id = \(id.text)").map(Self.staff)
  }

  package func take(_ id: ID<Staff>) throws -> Staff {
    guard let staff = try find(id) else { throw Refusal.notFound("staff member") }
    return staff
  }

  package func find(email: EmailAddress) throws -> Staff? {
    try tx.row("SELECT \(Self.columns) FROM staff WHERE email = \(email.text)").map(Self.staff)
  }

  /// Newest first; `search` is the beginning of a word of the name.
  package func list(search: String?, in scope: ID<Location>?, withDisabled: Bool, page: PageRequest) throws -> Page<Staff> {
    let place = try page.cursor.map { try Keyset(cursor: $0) }
    let named: SQL = search.map { "AND \(NamePrefix.condition("name", $0))" } ?? ""
    let scoped: SQL = scope.map { "AND (location_id IS NULL OR location_id = \($0))" } ?? ""
    let enabled: SQL = withDisabled ? "" : "AND disabled_at IS NULL"
    let after: SQL = place.map { "AND (created_at, id) < (\($0.value), \($0.id))" } ?? ""
    let rows = try tx.rows(
      """
      SELECT \(Self.columns) FROM staff WHERE id IS NOT NULL \(named) \(scoped) \(enabled) \(after)
      ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try rows.map(Self.staff), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// Those who may sign in by PIN at a till of `location`, by name.
  package func operators(at location: ID<Location>) throws -> [Staff] {
    try tx.rows(
      """
      SELECT \(Self.columns) FROM staff
      WHERE disabled_at IS NULL AND pin_hash IS NOT NULL AND (location_id IS NULL OR location_id = \(location.text))
      ORDER BY name, id
      """
    ).map(Self.staff)
  }

  /// How many people of `role` may still sign in.
  package func count(of role: Role) throws -> Int64 {
    try tx.row("SELECT count(*) AS n FROM staff WHERE role = \(role.rawValue) AND disabled_at IS NULL")?.integer("n") ?? 0
  }

  /// True while nobody works here: the shop has not been set up.
  package func isEmpty() throws -> Bool {
    try tx.row("SELECT id FROM staff LIMIT 1") == nil
  }

  package func add(_ staff: Staff, passwordHash: String?, pinHash: String?) throws {
    try refusingTakenEmail {
      try tx.execute(
        """
        INSERT INTO staff (id, name, email, role, location_id, password_hash, pin_hash, disabled_at, created_at, updated_at)
        VALUES (\(staff.id.text), \(staff.name), \(staff.email), \(staff.role.rawValue), \(staff.locationID?.text), \(passwordHash),
          \(pinHash), \(staff.disabledAt?.milliseconds), \(staff.createdAt.milliseconds), \(staff.updatedAt.milliseconds))
        """)
    }
  }

  /// Saves everything but the hashes.
  package func save(_ staff: Staff) throws {
    try refusingTakenEmail {
      try tx.execute(
        """
        UPDATE staff SET name = \(staff.name), email = \(staff.email), role = \(staff.role.rawValue),
          location_id = \(staff.locationID?.text), disabled_at = \(staff.disabledAt?.milliseconds),
          updated_at = \(staff.updatedAt.milliseconds)
        WHERE id = \(staff.id.text)
        """)
    }
  }

  package func savePassword(_ hash: String?, of id: ID<Staff>) throws {
    try tx.execute("UPDATE staff SET password_hash = \(hash) WHERE id = \(id.text)")
  }

  package func savePIN(_ hash: String?, of id: ID<Staff>) throws {
    try tx.execute("UPDATE staff SET pin_hash = \(hash) WHERE id = \(id.text)")
  }

  /// For comparison by the hasher, and for nothing else.
  package func passwordHash(of id: ID<Staff>) throws -> String? {
    try tx.row("SELECT password_hash FROM staff WHERE id = \(id.text)")?.textOrNil("password_hash")
  }

  /// For comparison by the hasher, and for nothing else.
  package func pinHash(of id: ID<Staff>) throws -> String? {
    try tx.row("SELECT pin_hash FROM staff WHERE id = \(id.text)")?.textOrNil("pin_hash")
  }

  private func refusingTakenEmail(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as EngineError where error.isDuplicate(of: "staff.email") {
      throw Refusal.emailTaken
    }
  }

  private static let columns: SQL = """
    id, name, email, role, location_id, password_hash IS NOT NULL AS has_password, pin_hash IS NOT NULL AS has_pin, disabled_at,
      created_at, updated_at
    """

  private static func staff(_ row: Row) throws -> Staff {
    guard let role = Role(rawValue: try row.text("role")) else { throw EngineError.statement("staff.role is none we know") }
    return Staff(
      id: ID(stored: try row.text("id")), name: try row.text("name"), email: try row.textOrNil("email"), role: role,
      locationID: try row.textOrNil("location_id").map(ID.init(stored:)), hasPassword: try row.flag("has_password"),
      hasPIN: try row.flag("has_pin"), disabledAt: try row.integerOrNil("disabled_at").map(Instant.init(milliseconds:)),
      createdAt: Instant(milliseconds: try row.integer("created_at")), updatedAt: Instant(milliseconds: try row.integer("updated_at")))
  }
}

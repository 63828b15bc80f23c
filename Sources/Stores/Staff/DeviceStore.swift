package import Domain
package import SQLEngine

extension Transaction {
  package var devices: DeviceStore { DeviceStore(tx: self) }
}

/// The browsers that are tills.
package struct DeviceStore {
  let tx: Transaction

  /// The device that holds the secret of this hash, unless it was revoked or its till is gone. It stands where its till stands now.
  package func find(secretHash: String) throws -> Device? {
    try tx.row(
      """
      SELECT d.id, r.location_id, d.register_id, d.enrolled_by, d.enrolled_at, d.revoked_at
      FROM devices d JOIN registers r ON r.id = d.register_id
      WHERE d.secret_hash = \(secretHash) AND d.revoked_at IS NULL AND r.removed_at IS NULL
      """
    ).map(Self.device)
  }

  package func add(_ device: Device, secretHash: String) throws {
    try tx.execute(
      """
      INSERT INTO devices (id, secret_hash, location_id, register_id, enrolled_by, enrolled_at, revoked_at)
      VALUES (\(device.id.text), \(secretHash), \(device.locationID.text), \(device.registerID.text), \(device.enrolledBy.text),
        \(device.enrolledAt.milliseconds), \(device.revokedAt?.milliseconds))
      """)
  }

  package func isLocation(_ id: ID<Location>) throws -> Bool {
    try tx.row("SELECT id FROM locations WHERE id = \(id.text) AND removed_at IS NULL") != nil
  }

  package func find(_ id: ID<Device>) throws -> Device? {
    try tx.row("SELECT \(Self.columns) FROM devices WHERE id = \(id) AND revoked_at IS NULL").map(Self.device)
  }

  /// The devices that are tills now, newest first, with the names people know them by.
  package func list(in scope: ID<Location>?) throws -> [EnrolledDevice] {
    let scoped: SQL = scope.map { "AND d.location_id = \($0)" } ?? ""
    return try tx.rows(
      """
      SELECT d.id, d.enrolled_at, r.name AS register_name, l.name AS location_name, s.name AS staff_name
      FROM devices d JOIN registers r ON r.id = d.register_id JOIN locations l ON l.id = d.location_id
        JOIN staff s ON s.id = d.enrolled_by
      WHERE d.revoked_at IS NULL \(scoped) ORDER BY d.enrolled_at DESC, d.id DESC LIMIT 200
      """
    ).map { row in
      EnrolledDevice(
        id: try row.id("id"), register: try row.text("register_name"), location: try row.text("location_name"),
        enrolledBy: try row.text("staff_name"), enrolledAt: try row.instant("enrolled_at"))
    }
  }

  /// Whether `register` is a till of `location`.
  package func isRegister(_ register: ID<Register>, at location: ID<Location>) throws -> Bool {
    try tx.row("SELECT id FROM registers WHERE id = \(register.text) AND location_id = \(location.text) AND removed_at IS NULL") != nil
  }

  /// The tills of a location, by name.
  package func registers(at location: ID<Location>) throws -> [Register] {
    try tx.rows(
      "SELECT id, name, created_at FROM registers WHERE location_id = \(location) AND removed_at IS NULL ORDER BY name, id"
    ).map { row in
      Register(id: try row.id("id"), name: try row.text("name"), locationID: location, createdAt: try row.instant("created_at"))
    }
  }

  /// The names of a device's till and of where it stands; empty for what is gone.
  package func place(of device: Device) throws -> (register: String, location: String) {
    let row = try tx.row(
      """
      SELECT r.name AS register_name, l.name AS location_name FROM registers r JOIN locations l ON l.id = r.location_id
      WHERE r.id = \(device.registerID)
      """)
    return (try row?.text("register_name") ?? "", try row?.text("location_name") ?? "")
  }

  /// Ends a device and every operator's session at it.
  package func revoke(_ id: ID<Device>, at now: Instant) throws {
    try tx.execute("UPDATE devices SET revoked_at = \(now.milliseconds) WHERE id = \(id.text) AND revoked_at IS NULL")
    try tx.execute("DELETE FROM web_sessions WHERE device_id = \(id.text)")
  }

  private static let columns: SQL = "id, location_id, register_id, enrolled_by, enrolled_at, revoked_at"

  private static func device(_ row: Row) throws -> Device {
    Device(
      id: ID(stored: try row.text("id")), locationID: ID(stored: try row.text("location_id")),
      registerID: ID(stored: try row.text("register_id")), enrolledBy: ID(stored: try row.text("enrolled_by")),
      enrolledAt: Instant(milliseconds: try row.integer("enrolled_at")),
      revokedAt: try row.integerOrNil("revoked_at").map(Instant.init(milliseconds:)))
  }
}

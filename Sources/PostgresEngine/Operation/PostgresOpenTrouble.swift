extension PostgresOpenError {
  /// What is in the way, as far as the server's words tell. A server that speaks another language than English is taken for one that may
  /// answer better in a moment.
  private enum Trouble {
    case missingDatabase, missingRole, password, access, certificate, standby, passing
  }

  private var trouble: Trouble? {
    guard case .unreachable(let reason) = self else { return nil }
    let marks: [(String, Trouble)] = [
      ("role \"", .missingRole), ("password authentication failed", .password), ("no password supplied", .password),
      ("no pg_hba.conf entry", .access), ("certificate", .certificate), ("SSL", .certificate), ("session is read-only", .standby),
      ("is in hot standby mode", .standby), ("database \"", .missingDatabase),
    ]
    let found = marks.first { mark, trouble in
      reason.contains(mark) && (trouble != .missingDatabase && trouble != .missingRole || reason.contains("does not exist"))
    }
    return found?.1 ?? .passing
  }

  /// Whether the same may work in a moment: nobody answers yet, the server is only starting, another one
  /// is about to take its place, or somebody is about to let go.
  package var passes: Bool {
    if case .inUse = self { return true }
    return trouble == .passing || trouble == .standby
  }

  /// What can be done about it; nil where the reason says it all.
  package var advice: String? {
    switch trouble {
    case .missingDatabase: "Make it with createdb, owned by the role that Counterfoil uses."
    case .missingRole: "Make it with createuser, or name another user in the address."
    case .password: "Put the right password into the address, PGPASSWORD or a file that PGPASSFILE names."
    case .access: "Let this machine in by a line in pg_hba.conf."
    case .certificate: "See sslmode and sslrootcert in the address."
    case .standby: "It is a standby that only reads. Name the primary, or all of them with commas between."
    case .passing, nil: nil
    }
  }
}

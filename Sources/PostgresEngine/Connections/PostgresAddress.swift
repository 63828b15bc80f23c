import CPostgres

/// Where a database is: the parameters of a `postgres://` address, with ours where it says nothing.
struct PostgresAddress: Sendable {
  private let parameters: [String: String]

  /// Reads an address, or libpq's `key=value` form.
  init(_ text: String) throws(PostgresOpenError) {
    var complaint: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(text, &complaint) else {
      defer { PQfreemem(complaint) }
      throw .badAddress(reason: complaint.map { Self.line(Self.withoutQuotation(String(cString: $0))) } ?? "it cannot be read")
    }
    defer { PQconninfoFree(options) }
    var given: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { given[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    guard Self.isPlausible(given) else {
      throw .badAddress(reason: "a port is digits, and marks such as @ and / in user and password are percent-encoded")
    }
    parameters = Self.ours.merging(given) { _, theirs in theirs }
  }

  /// Whether host, port and database are that. Where a password holds a raw `/` or `@`, libpq takes pieces of it for one of them, and they are
  /// shown to everybody.
  private static func isPlausible(_ given: [String: String]) -> Bool {
    let isNamed = ["host", "hostaddr", "port", "dbname"].allSatisfy { given[$0]?.contains("@") != true }
    return isNamed && given["port"]?.allSatisfy { $0 == "," || ("0"..."9").contains($0) } != false
  }

  /// A server that vanished is noticed within seconds, and of several hosts the one that may be written to is chosen.
  private static let ours = [
    "connect_timeout": "5", "keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3", "tcp_user_timeout": "10000",
    "target_session_attrs": "read-write", "application_name": "counterfoil", "client_encoding": "UTF8",
  ]

  /// Compiling a statement takes up to a second and is begun by mere estimates; what a shop asks takes milliseconds.
  ///
  /// A process whose machine has vanished must not hold a lock for the two hours of the usual settings.
  private static let always = [
    (name: "jit", value: "off"), (name: "tcp_keepalives_idle", value: "5"), (name: "tcp_keepalives_interval", value: "2"),
    (name: "tcp_keepalives_count", value: "3"), (name: "tcp_user_timeout", value: "10000"),
  ]

  /// Opens a connection whose session has `settings`. Blocks until the server has answered.
  func connect(_ settings: [(name: String, value: String)]) -> OpaquePointer? {
    var all = parameters
    let options = (Self.always + settings).map { "-c \($0.name)=\($0.value)" }.joined(separator: " ")
    all["options"] = [all["options"], options].compactMap(\.self).joined(separator: " ")
    let pairs = Array(all)
    return withCStrings(pairs.map(\.key)) { keys in withCStrings(pairs.map(\.value)) { values in PQconnectdbParams(keys, values, 0) } }
  }

  /// Host, port and database, for people; without user and password.
  var place: String {
    let hosts = parameters["host"] ?? parameters["hostaddr"] ?? "local socket"
    return "\(hosts):\(parameters["port"] ?? "5432")/\(parameters["dbname"] ?? parameters["user"] ?? "")"
  }

  private func withCStrings<Result>(_ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    var bytes: [CChar] = []
    var starts: [Int] = []
    for text in texts {
      starts.append(bytes.count)
      bytes.append(contentsOf: text.utf8CString)
    }
    return bytes.withUnsafeBufferPointer { buffer in
      var pointers = starts.map { start in buffer.baseAddress.map { $0 + start } }
      pointers.append(nil)
      return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }

  /// libpq repeats what it cannot read, and that may hold the password.
  private static func withoutQuotation(_ complaint: String) -> String {
    let words = complaint.split(separator: ": \"", maxSplits: 1).first.map(String.init) ?? ""
    return words.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  static func line(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: { $0 == " " || $0 == "\t" }) }
    return lines.joined(separator: "; ")
  }
}

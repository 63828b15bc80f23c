/// A shop's folder and where its data are.
struct ShopPlace: Sendable {
  let folder: DataFolder
  let storage: any ShopStorage

  /// What `--database` names: a path, `sqlite:path`, `sqlite:///path`, `file:path` or `postgres://…`.
  static func storage(of url: String) throws -> any ShopStorage {
    let lower = url.lowercased()
    for prefix in ["postgres://", "postgresql://"] where lower.hasPrefix(prefix) { return try PostgresStorage(address: url) }
    for prefix in ["sqlite://", "sqlite:", "file://", "file:"] where lower.hasPrefix(prefix) {
      return SQLiteStorage(path: try checked(String(url.dropFirst(prefix.count)), in: url))
    }
    // What is said back is the scheme alone: the rest may hold a password.
    if let end = url.firstRange(of: "://") {
      throw CommandFailure("\(url[..<end.lowerBound]) is no kind of database that Counterfoil knows. Name a SQLite file or postgres://….")
    }
    return SQLiteStorage(path: try checked(url, in: url))
  }

  private static func checked(_ path: String, in url: String) throws -> String {
    guard !path.isEmpty, !path.hasSuffix("/") else { throw CommandFailure("\(url) names no file.") }
    return path
  }

  /// Without slashes at the end, so that paths below it read well.
  static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path.isEmpty ? "." : path
  }
}

/// A shop's folder and the file that its data are in.
struct ShopPlace: Sendable {
  let folder: DataFolder
  let databasePath: String

  /// The file that `--database` names: a path, `sqlite:path`, `sqlite:///path` or `file:path`.
  static func file(of url: String) throws -> String {
    let lower = url.lowercased()
    if lower.hasPrefix("postgres://") || lower.hasPrefix("postgresql://") {
      throw CommandFailure("PostgreSQL is not supported yet. Leave --database out, or name a SQLite file.")
    }
    for prefix in ["sqlite://", "sqlite:", "file://", "file:"] where lower.hasPrefix(prefix) {
      return try checked(String(url.dropFirst(prefix.count)), in: url)
    }
    guard !url.contains("://") else { throw CommandFailure("\(url) is no database that Counterfoil knows. Name a SQLite file.") }
    return try checked(url, in: url)
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

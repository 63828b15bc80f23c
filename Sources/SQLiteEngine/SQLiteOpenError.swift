/// Why a database could not be opened.
package enum SQLiteOpenError: Error, Equatable, CustomStringConvertible {
  /// Another process serves this file; its id where it could be read.
  case inUse(path: String, process: String)
  /// The file or its folder cannot be opened or created.
  case unreachable(path: String, reason: String)
  /// A setting that durability rests on did not take.
  case notDurable(setting: String, value: String)

  package var description: String {
    switch self {
    case .inUse(let path, let process):
      "\(path) is in use by another process (\(process)). Stop it first, or choose another data folder."
    case .unreachable(let path, let reason):
      "\(path) cannot be opened: \(reason)."
    case .notDurable(let setting, let value):
      "SQLite keeps \(setting) at \(value), so an acknowledged order could be lost. Nothing was opened."
    }
  }
}

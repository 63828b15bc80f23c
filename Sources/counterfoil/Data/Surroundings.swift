import Foundation

/// The environment's word on an option: `COUNTERFOIL_PORT` for `--port`. An option beats its own variable only.
enum Surroundings {
  /// Nil when the variable is not set or empty.
  static func value(_ name: String) -> String? {
    ProcessInfo.processInfo.environment["COUNTERFOIL_\(name)"].flatMap { $0.isEmpty ? nil : $0 }
  }

  static func number(_ name: String) throws -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text) else { throw CommandFailure("COUNTERFOIL_\(name) must be a whole number.") }
    return number
  }
}

private import Foundation
package import SQLEngine

/// The schema's history: the numbered files of the folder `Migrations`, which the program carries with it.
package enum Migrations {
  /// The migrator for an engine; throws when a file cannot be read or the numbers have a gap.
  package static func migrator(for dialect: Dialect) throws -> Migrator {
    guard let folder = Bundle.module.url(forResource: "Migrations", withExtension: nil) else {
      throw EngineError.unavailable("The folder Migrations is missing beside the program.")
    }
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try Migrator(
      files.compactMap { file in
        guard file.pathExtension == "sql" else { return nil }
        return Migration(fileName: file.lastPathComponent, text: try String(contentsOf: file, encoding: .utf8), dialect: dialect)
      })
  }
}

import ArgumentParser
import Foundation

/// `counterfoil export FILE`
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write everything but secrets as NDJSON, in a stable order.")

  @OptionGroup var data: DataOptions

  @Argument(help: "The file to write.")
  var file: String

  func run() async throws {
    try await ShopCaller(place: try data.place()).call(ShopRequest(.export, ["path": FullPath.of(file)]))
  }
}

/// `counterfoil backup DIR`
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the shop into a new folder below DIR while it sells, and print that folder.")

  @OptionGroup var data: DataOptions

  @Argument(help: "The folder that keeps the backups.")
  var folder: String

  func run() async throws {
    try await ShopCaller(place: try data.place()).call(ShopRequest(.backup, ["path": FullPath.of(folder)]))
  }
}

/// `counterfoil doctor`
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check settings, structure and invariants; fails when something is damaged.")

  @OptionGroup var data: DataOptions

  func run() async throws {
    try await ShopCaller(place: try data.place()).call(ShopRequest(.doctor))
  }
}

/// Paths as the server understands them, which stands in another folder.
enum FullPath {
  static func of(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    return ShopPlace.trimmed(whole)
  }
}

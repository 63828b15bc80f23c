import Foundation

/// Restores a backup in a process of its own, into a folder that is thrown away, and lets that process look whether everything in it holds
/// (P22). Only a backup that was restored once is one.
enum BackupTrial {
  /// - Throws: ``CommandFailure`` with what the trial found.
  static func restore(_ backup: String) async throws {
    let scratch = "\(backup).trial"
    try? FileManager.default.removeItem(atPath: scratch)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let complaints = Pipe()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["restore", backup, "--data", scratch]
    // Whatever the environment says of this shop's place must not be said of the trial's.
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("COUNTERFOIL_") }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = complaints
    let code = try await run(process)
    guard code == 0 else {
      let words =
        (try? complaints.fileHandleForReading.readToEnd()).flatMap { $0.map { String(decoding: $0.prefix(4000), as: UTF8.self) } } ?? ""
      throw CommandFailure("The backup could not be restored in a trial, so it was not kept. \(words)")
    }
  }

  private static func run(_ process: Process) async throws -> Int32 {
    try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: CommandFailure("The trial of the backup could not be started: \(error.localizedDescription)"))
      }
    }
  }
}

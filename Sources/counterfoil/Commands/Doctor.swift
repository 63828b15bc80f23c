import Domain
import SQLEngine
import SQLiteEngine
import Stores
import UseCases

/// Looks whether a shop's data are sound and safe, and says what it saw.
struct Doctor: Sendable {
  let opened: OpenData

  /// SQLite before this version could damage a file that two connections write or checkpoint at the same instant. The shop has one
  /// writer, so only another program that opens the file could bring that about.
  private static let safeVersion = "3.51.3"

  /// Tells line by line.
  ///
  /// - Throws: ``CommandFailure`` when something is damaged.
  func examine(_ tell: ShopWorker.Teller) async throws {
    await tell(.line("Database     \(opened.place.databasePath)"))
    let version = SQLiteDatabase.sqliteVersion
    let isOld = Self.numbers(version).lexicographicallyPrecedes(Self.numbers(Self.safeVersion))
    await tell(.line("SQLite       \(version)\(isOld ? " – older than \(Self.safeVersion); update it when your system offers it" : "")"))
    var damage: [String] = []
    for (name, value) in try await opened.database.settingsReadBack() {
      let isSafe = Self.safe[name].map { $0 == value.lowercased() } ?? true
      await tell(.line("Setting      \(name) = \(value)\(isSafe ? "" : " – not safe")"))
      if !isSafe { damage.append("\(name) is \(value)") }
    }
    await tellSpace(tell)
    let structure = try await opened.database.integrityCheck()
    await tell(.line("Structure    \(structure.isEmpty ? "sound (I15)" : "\(structure.count) findings")"))
    let broken =
      structure.isEmpty
      ? try await opened.shop.read(by: .system) { work in try work.checkInvariants() } + opened.shop.checkAuditSeals() : []
    let hold = "hold (I1, I2, I3, I5, I6, I7, I8, I12, I18, I19, I20, I21, I22)"
    await tell(.line("Invariants   \(broken.isEmpty ? hold : "\(broken.count) do not hold")"))
    damage += structure + broken
    guard damage.isEmpty else {
      throw CommandFailure(
        (["These data are damaged. Stop the shop, keep a copy of its folder, and restore a backup."] + damage.map { "  \($0)" })
          .joined(separator: "\n"))
    }
    await tell(.line("All is well."))
  }

  private func tellSpace(_ tell: ShopWorker.Teller) async {
    guard let space = DataFolder.space(at: opened.place.folder.path) else { return }
    let (free, total) = (space.free / 1_048_576, space.total / 1_048_576)
    let warning = space.free < DataFolder.leastSpace ? " – running full; when it is full nothing can be sold" : ""
    await tell(.line("Disk         \(free) MiB free of \(total) MiB\(warning)"))
  }

  private static let safe = ["journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"]

  private static func numbers(_ version: String) -> [Int] { version.split(separator: ".").map { Int($0) ?? 0 } }
}

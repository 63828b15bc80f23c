import Domain
import SQLEngine
import Stores
import UseCases

/// Looks whether a shop's data are sound and safe, and says what it saw.
struct Doctor: Sendable {
  let opened: OpenData

  /// Tells line by line.
  ///
  /// - Throws: ``CommandFailure`` when something is damaged.
  func examine(_ tell: ShopWorker.Teller) async throws {
    await tell(.line("Database     \(opened.place.storage.name)"))
    let version = try await opened.database.version()
    let name = version.name + String(repeating: " ", count: max(1, 13 - version.name.count))
    await tell(.line("\(name)\(version.number)\(version.advice.map { " – \($0)" } ?? "")"))
    var damage: [String] = []
    for setting in try await opened.database.settingsReadBack() {
      await tell(.line("Setting      \(setting.name) = \(setting.value)\(setting.isSafe ? "" : " – not safe")"))
      if !setting.isSafe { damage.append("\(setting.name) is \(setting.value)") }
    }
    for line in try await opened.database.replicationState() { await tell(.line("Replication  \(line)")) }
    await tellSpace(tell)
    let structure = try await opened.database.integrityCheck()
    await tell(.line("Structure    \(structure.isEmpty ? "sound (I15)" : "\(structure.count) findings")"))
    let broken =
      structure.isEmpty
      ? try await opened.shop.read(by: .system) { work in try work.checkInvariants() } + opened.shop.checkAuditSeals() : []
    let hold = "hold (I1, I2, I3, I5, I6, I7, I8, I12, I18, I19, I20, I21, I22)"
    await tell(.line("Invariants   \(broken.isEmpty ? hold : "\(broken.count) do not hold")"))
    if try await opened.shop.read(by: .system, { work in try work.isHeldBack() }) {
      await tell(.line("Restored     \(RestoredShop.words)"))
    }
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
    let warning =
      space.free < DataFolder.leastSpace
      ? " – running full\(opened.place.storage.isOwnFile ? "; when it is full nothing can be sold" : "")" : ""
    await tell(.line("Disk         \(free) MiB free of \(total) MiB\(warning)"))
  }
}

import Domain
import Foundation
import Logging
import SQLEngine
import ServiceLifecycle
import Stores
import UseCases

/// Copies the shop once a day by UTC, and keeps the last seven copies. The process whose turn the timers are does it, and beside them: on a large
/// shop it takes long, and what is due must not wait.
struct DailyBackup: Service {
  let opened: OpenData
  let logger: Logger

  private static let secondsBetweenLooks = 5
  private static let kept = 7

  func run() async throws {
    // The end of the sleep by cancellation is how this service is asked to stop.
    try? await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try await Task.sleep(for: .seconds(Self.secondsBetweenLooks))
        guard opened.database.failure == nil, let turn = opened.shop.leases.turn(of: .timers), turn.stands else { continue }
        do {
          try await backUp()
        } catch {
          // One that failed is tried again after a quarter of an hour.
          logger.warning("The day's backup failed and will be tried again.", metadata: ["reason": "\(Explanation.of(error))"])
          try await Task.sleep(for: .seconds(900))
        }
      }
    }
  }

  private func backUp() async throws {
    let folder = opened.place.folder.backupsPath
    let today = String(Clock.now().text.prefix(10).filter { $0 != "-" })
    if Backup.list(in: folder, named: "daily").last?.hasPrefix("\(folder)/daily-\(today)") == true { return }
    guard try await opened.database.read({ tx in try tx.settings.find() }) != nil else { return }
    Backup.removeUnfinished(in: folder, named: "daily")
    let made = try await Backup(of: opened.place).make(in: folder, named: "daily")
    for old in Backup.list(in: folder, named: "daily").dropLast(Self.kept) { try FileManager.default.removeItem(atPath: old) }
    logger.info("The day's backup was made.", metadata: ["backup": "\(made)"])
  }
}

import Foundation
import PostgresEngine
import SQLEngine
import SQLiteEngine
import Stores

/// How a shop on PostgreSQL becomes a backup in the same form as every other, and how such a backup becomes a shop there.
extension PostgresStorage {
  /// One snapshot of everything, with as many steps of the schema as the database has: also from before an upgrade.
  func copy(to file: String) async throws {
    let building = file + ".building"
    SQLiteStorage.remove(building)
    defer { SQLiteStorage.remove(building) }
    let source = try await open(.longReads)
    do {
      let known = try Migrations.migrator(for: .postgres)
      let missing = try await known.pending(in: source).count
      let target = try await SQLiteStorage(path: building).open(EngineTuning())
      do {
        let steps = try Migrations.migrator(for: .sqlite).migrations.dropLast(missing)
        _ = try await Migrator(Array(steps)).migrate(target)
        _ = try await ShopCopy(from: source, to: target).run()
      } catch {
        await target.close()
        throw error
      }
      await target.close()
    } catch {
      await source.close()
      throw error
    }
    await source.close()
    // Checked, flushed, and in one file.
    try await SQLiteDatabase.copy(building, to: file)
  }

  func receive(_ file: String, scratch: String) async throws {
    let target = try await open(EngineTuning())
    do {
      guard try await target.isBlank() else { throw CommandFailure("\(name) is not empty. Restore into a new database.") }
      SQLiteStorage.remove(scratch)
      defer { SQLiteStorage.remove(scratch) }
      // A backup stays as it is; an older one is brought up to date in a copy.
      try await SQLiteDatabase.copy(file, to: scratch)
      try await fill(target, from: SQLiteStorage(path: scratch), of: file)
    } catch {
      await target.close()
      throw error
    }
    await target.close()
  }

  /// What a mark in it keeps from being served.
  var received: any ShopStorage { self }

  /// The mark went with the check.
  func settle() {}

  private func fill(_ target: any ManagedDatabase, from storage: SQLiteStorage, of backup: String) async throws {
    let source = try await storage.open(.longReads)
    do {
      _ = try await Migrations.migrator(for: .sqlite).migrate(source)
      do {
        _ = try await Migrations.migrator(for: .postgres).migrate(target)
        // Before the first row: whatever is cut off from here on is no shop.
        try await target.write { tx in try tx.shopMoves.save(.restore(of: backup, at: Clock.now())) }
        let total = try await ShopCopy(from: source, to: target).run { done, total in Console.progress(done, of: total) }
        let differences = try await ShopComparison(source: source, target: target).findings(total: total) { _, _ in }
        guard differences.isEmpty else {
          throw CommandFailure((["What was restored is not what the backup holds."] + differences).joined(separator: "\n  "))
        }
      } catch {
        await discard()
        throw error
      }
    } catch {
      await source.close()
      throw error
    }
    await source.close()
  }

  func discard() async {
    do {
      try await PostgresDatabase.empty(address)
    } catch {
      Console.complain("\(name) could not be emptied again; drop it and make a new one. \(Explanation.of(error))")
    }
  }
}

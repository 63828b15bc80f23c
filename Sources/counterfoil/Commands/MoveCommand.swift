import ArgumentParser
import Domain
import SQLEngine
import Stores

/// `counterfoil move --from ADDRESS --to ADDRESS`
struct MoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Move a shop into another database, SQLite or PostgreSQL; what was broken off goes on.")

  @OptionGroup var data: DataOptions

  @Option(help: "Where the shop is: a SQLite file, its folder, or postgres://…. [COUNTERFOIL_FROM]")
  var from: String?

  @Option(help: "An empty database to move it into: a SQLite file that does not exist, or postgres://…. [COUNTERFOIL_TO]")
  var to: String?

  @Flag(help: "Take the move back, as long as nothing was sold in the new place.")
  var undo = false

  func run() async throws {
    guard let from = from ?? Surroundings.value("FROM"), let to = to ?? Surroundings.value("TO") else {
      throw ValidationError("--from and --to are needed: where the shop is, and an empty database.")
    }
    let ends = try MoveEnd.pair(from: from, to: to, data: data.data ?? Surroundings.value("DATA"))
    guard !ends.from.storage.isMissing else { throw CommandFailure("There is no shop at \(ends.from.name).") }
    let source = try await ends.from.open()
    do {
      try await Self.requireCurrent(source, at: ends.from)
      if undo { try await takeBack(ends, source) } else { try await move(ends, source) }
    } catch {
      await source.close()
      throw error
    }
    await source.close()
  }

  private func move(_ ends: (from: MoveEnd, to: MoveEnd), _ source: any ManagedDatabase) async throws {
    let (from, to) = ends
    let isNew = to.storage.isMissing
    if to.storage.isOwnFile { try to.folder.make() }
    let target = try await to.open()
    let outcome: ShopMover.Outcome
    do {
      outcome = try await ShopMover(from: from, to: to, source: source, target: target).run()
    } catch {
      let isUnused = isNew ? (try? await target.isBlank()) ?? false : false
      await target.close()
      if isUnused { await to.storage.discard() }
      throw error
    }
    await target.close()
    switch outcome {
    case .movedBefore(let mark):
      Console.say("The shop at \(from.name) is already moved to \(to.name)\(mark.finishedAt.map { ", since \($0.text)" } ?? "").")
    case .moved(let rows, let note):
      Console.say("\(rows) rows were moved to \(to.name) and compared; every one is the same.")
      Console.say(
        "Serve the shop from there from now on, with --data \(to.folder.path). \(from.name) is kept as it was and not served any more.")
      if let note { Console.complain(note) }
    }
  }

  private func takeBack(_ ends: (from: MoveEnd, to: MoveEnd), _ source: any ManagedDatabase) async throws {
    let target = ends.to.storage.isMissing ? nil : try await ends.to.open()
    do {
      try await MoveUndo(from: ends.from, to: ends.to, source: source, target: target).run()
    } catch {
      await target?.close()
      throw error
    }
    await target?.close()
    Console.say("The move was taken back. The shop is served from \(ends.from.name), and \(ends.to.name) is of no use.")
  }

  /// A shop of another version has to be brought up to date by whoever serves it, with a copy made before.
  private static func requireCurrent(_ source: any ManagedDatabase, at end: MoveEnd) async throws {
    guard try await source.read({ tx in try tx.tableCatalog.names() }).contains("schema_migrations") else {
      throw CommandFailure("There is no shop at \(end.name).")
    }
    guard try await Migrations.migrator(for: source.dialect).pending(in: source).isEmpty else {
      throw CommandFailure(
        "The shop at \(end.name) is of an older version. Bring it up to date first: start `counterfoil serve` or run `counterfoil doctor` on it, then move it."
      )
    }
    guard try await source.read({ tx in try tx.settings.find() }) != nil else {
      throw CommandFailure("The shop at \(end.name) is not set up yet, so there is nothing to move.")
    }
  }
}

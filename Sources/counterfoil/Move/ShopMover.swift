import Domain
import SQLEngine
import Secrets
import Stores
import UseCases

/// Moves a shop from one database into another, row by row; whenever it is broken off, the same again goes on where it stopped.
///
/// Never may a shop be sold from in two places. So the source is marked before the first row is copied, the target counts only after
/// everything was compared, and the source is left for good before that. Both are open for nobody else (``MoveEnd/open()``).
struct ShopMover: Sendable {
  let from: MoveEnd
  let to: MoveEnd
  let source: any ManagedDatabase
  let target: any ManagedDatabase
  let progress = MoveProgress()

  /// What became of it.
  enum Outcome: Sendable {
    /// - Parameter note: what is left for the operator to do.
    case moved(rows: Int64, note: String?)
    case movedBefore(ShopMove)
  }

  /// - Throws: ``CommandFailure`` with what is in the way and what to do.
  func run() async throws -> Outcome {
    let decision = try await decide()
    let secret = MoveSecret(from: from.folder, to: to.folder)
    if case .done(let mark) = decision { return .movedBefore(mark) }
    try secret.check(fingerprint: try await source.read { tx in try tx.serverSecret.fingerprint() })
    let (migrator, target) = (try Migrations.migrator(for: target.dialect), target)
    _ = try await target.exclusively { try await migrator.migrate(target) }
    if case .begin(let id) = decision { try await begin(id) }
    return try await carryOut(decision.id, keys: secret)
  }

  private func carryOut(_ id: String, keys secret: MoveSecret) async throws -> Outcome {
    do {
      let start = try await source.read { tx in try tx.shopMoves.journalEnd() }
      let rows = try await copy()
      try await requireSound(rows: rows, keys: secret)
      let note = try secret.settle(erased: try await source.read { tx in try tx.erasures.list() })
      try await finish(id, journal: start)
      return .moved(rows: rows, note: note)
    } catch let unlike as Unlike {
      try await giveUp(id)
      throw CommandFailure(
        (["The move was taken back: the shop stays at \(from.name), and \(to.name) is of no use."] + unlike.findings).joined(
          separator: "\n  "))
    } catch {
      throw CommandFailure(
        "\(Explanation.of(error))\nThe move was broken off. The same command goes on where it stopped; with --undo it takes the move back.")
    }
  }

  /// The copy is not the shop.
  private struct Unlike: Error {
    let findings: [String]
  }

  private func decide() async throws -> MoveDecision {
    let (target, source) = (target, source)
    let names = try await target.read { tx in try tx.tableCatalog.names() }
    guard names.isEmpty || names.contains("schema_migrations") else {
      throw CommandFailure(
        "\(to.name) holds tables of something else than Counterfoil. Name a database that is empty; nothing was changed.")
    }
    return try MoveDecision.make(
      source: .init(name: from.name, mark: try await source.read { tx in try tx.shopMoves.find() }),
      target: .init(
        name: to.name, mark: try await target.read { tx in names.contains("shop_moves") ? try tx.shopMoves.find() : nil },
        isOccupied: try await target.read { tx in try tx.shopMoves.isOccupied(among: names) }))
  }

  /// The source first: nothing is sold there from now on.
  private func begin(_ id: String) async throws {
    let now = Clock.now()
    let leaving = ShopMove(id: id, role: .source, state: .moving, otherPlace: to.name, startedAt: now)
    let coming = ShopMove(id: id, role: .target, state: .moving, otherPlace: from.name, startedAt: now)
    try await source.write { tx in try tx.shopMoves.save(leaving) }
    try await target.write { tx in
      // A program that looked at an empty database may have left a row or two.
      try tx.tableRows.clear(try tx.tableCatalog.tables())
      try tx.shopMoves.save(coming)
    }
  }

  private func copy() async throws -> Int64 {
    progress.begin("Copying the rows of \(from.name).")
    return try await ShopCopy(from: source, to: target).run { [progress] done, total in progress.step(done, of: total) }
  }

  private func requireSound(rows: Int64, keys: MoveSecret) async throws {
    progress.begin("Comparing them with what \(to.name) holds.")
    var findings = try await ShopComparison(source: source, target: target).findings(total: rows) { [progress] done, total in
      progress.step(done, of: total)
    }
    guard findings.isEmpty else { throw Unlike(findings: findings) }
    progress.begin("Examining the books there.")
    let keyring = try keys.keyring()
    let shop = Shop(
      database: target, clock: Clock.now, logger: QuietLog.logger, credentials: Credentials(keyring: keyring ?? .ephemeral()))
    findings = try await shop.read(by: .system) { work in try work.checkInvariants() }
    if keyring != nil { findings += try await shop.checkAuditSeals() }
    guard findings.isEmpty else { throw Unlike(findings: findings + ["`counterfoil doctor` says what is wrong with the shop itself."]) }
  }

  /// The source is left for good before the target counts: at no moment are there two shops.
  private func finish(_ id: String, journal start: [Int64]) async throws {
    let now = Clock.now()
    try await source.write { tx in
      guard try tx.shopMoves.journalEnd() == start else {
        throw Unlike(findings: ["Something was written at the source while it was moved."])
      }
      try tx.shopMoves.settle(id, as: .moved, at: now)
    }
    try await target.write { tx in try tx.shopMoves.settle(id, as: .moved, at: now) }
  }

  /// The target first, for the same reason.
  private func giveUp(_ id: String) async throws {
    let now = Clock.now()
    try await target.write { tx in try tx.shopMoves.settle(id, as: .unusable, at: now) }
    try await source.write { tx in try tx.shopMoves.remove() }
  }
}

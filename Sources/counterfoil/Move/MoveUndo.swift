import SQLEngine
import Stores

/// Takes a move back: the shop is served from where it was.
struct MoveUndo: Sendable {
  let from: MoveEnd
  let to: MoveEnd
  let source: any ManagedDatabase
  /// Nil where nothing is there any more.
  let target: (any ManagedDatabase)?

  /// - Throws: ``CommandFailure`` where the shop was sold from in its new place, or is not on the move.
  func run() async throws {
    guard let leaving = try await source.read({ tx in try tx.shopMoves.find() }), leaving.role == .source else {
      throw CommandFailure("The shop at \(from.name) is not being moved, nor was it; it is served from there.")
    }
    guard leaving.otherPlace == to.name else { throw CommandFailure(MoveGuard.text(leaving)) }
    try await takeOut(of: leaving)
    try await source.write { tx in try tx.shopMoves.remove() }
  }

  /// Nothing may be sold from the target once the source is free.
  private func takeOut(of leaving: ShopMove) async throws {
    guard let target else { return }
    let (arrived, isOccupied) = try await target.read { tx in
      let names = try tx.tableCatalog.names()
      return (names.contains("shop_moves") ? try tx.shopMoves.find() : nil, try tx.shopMoves.isOccupied(among: names))
    }
    guard let arrived, arrived.id == leaving.id else {
      // Moved on from there, or restored from a backup: sold from, however it came there.
      guard arrived == nil, !isOccupied else {
        throw CommandFailure("\(to.name) holds a shop that has gone on since it was moved. Nothing was changed.")
      }
      return
    }
    let (here, there) = (
      try await source.read { tx in try tx.shopMoves.journalEnd() }, try await target.read { tx in try tx.shopMoves.journalEnd() }
    )
    guard arrived.role == .target, arrived.state != .moved || here == there else {
      throw CommandFailure(
        "The shop was sold from at \(to.name) since it was moved. Move it back into an empty database: counterfoil move --from … --to ….")
    }
    let now = Clock.now()
    try await target.write { tx in try tx.shopMoves.settle(leaving.id, as: .unusable, at: now) }
  }
}

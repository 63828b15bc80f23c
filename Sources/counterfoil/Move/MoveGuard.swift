import SQLEngine
import Stores

/// Keeps a shop from being sold from in two places, and from one that has only part of it.
enum MoveGuard {
  /// - Parameters:
  ///   - allowsMoved: whether data may be looked at from which the shop has moved away.
  ///   - isRestoring: whether it is the restore itself that opens what it brought.
  /// - Throws: ``CommandFailure`` in words for whoever opens the shop here.
  static func check(_ database: any Database, allowsMoved: Bool, isRestoring: Bool) async throws {
    guard let mark = try await database.read({ tx in try tx.shopMoves.find() }), !mark.allowsSelling else { return }
    if mark.role == .source, allowsMoved { return }
    if mark.isRestore, isRestoring { return }
    throw CommandFailure(text(mark))
  }

  /// The same for a process that was cut off while the shop was moved, and would go on selling where it was.
  @Sendable static func admit(_ tx: Transaction) throws {
    guard let mark = try tx.shopMoves.find(), !mark.allowsSelling else { return }
    throw CommandFailure(text(mark))
  }

  /// Why nothing is sold from a database with this mark, and what to do.
  static func text(_ mark: ShopMove) -> String {
    if mark.isRestore {
      return
        "A restore of \(mark.otherPlace) into this database is not finished. If it was broken off, restore again into an empty database."
    }
    let undo = "counterfoil move --from … --to … --undo"
    return switch (mark.role, mark.state) {
    case (.source, .moved):
      "This shop was moved to \(mark.otherPlace) and is served from there. As long as nothing was sold there, \(undo) takes the move back."
    case (.source, _):
      "This shop is being moved to \(mark.otherPlace). Finish that with the same command as before, or take it back: \(undo)."
    case (.target, .moving):
      "This database holds only part of the shop at \(mark.otherPlace), which is being moved here. Finish that with the same command as before, or take it back: \(undo)."
    case (.target, _):
      "This database holds a copy of the shop at \(mark.otherPlace) that is of no use. The shop is served from there; remove this one."
    }
  }
}

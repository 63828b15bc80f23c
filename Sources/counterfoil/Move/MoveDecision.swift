import Foundation
import Stores

/// What there is to do for a move, by what both databases say of it.
enum MoveDecision: Equatable {
  /// Nothing was copied yet; the move has this id.
  case begin(String)
  /// Part of it was copied.
  case resume(String)
  /// All of it was copied and compared.
  case done(ShopMove)

  /// Which move it is.
  var id: String {
    switch self {
    case .begin(let id), .resume(let id): id
    case .done(let mark): mark.id
    }
  }

  /// One of the two databases.
  struct Side {
    let name: String
    let mark: ShopMove?
    /// Whether there is a shop, or part of one.
    var isOccupied = true
  }

  /// - Throws: ``CommandFailure`` where one of the databases is not what it must be; nothing was changed then.
  static func make(source: Side, target: Side) throws -> MoveDecision {
    if let mark = source.mark, !mark.allowsSelling, mark.role == .target { throw unfinished(source.name, mark) }
    guard let leaving = source.mark.flatMap({ $0.role == .source ? $0 : nil }) else {
      if let mark = target.mark, mark.role == .target, !mark.allowsSelling { throw unfinished(target.name, mark) }
      guard !target.isOccupied else { throw occupied(target) }
      return .begin(UUID().uuidString.lowercased())
    }
    if let mark = target.mark, mark.role == .target, mark.id == leaving.id {
      switch mark.state {
      case .moving: return .resume(mark.id)
      case .moved: return .done(mark)
      case .unusable: throw unfinished(target.name, mark)
      }
    }
    guard leaving.otherPlace == target.name else { throw CommandFailure(MoveGuard.text(leaving)) }
    guard target.mark == nil, !target.isOccupied else { throw occupied(target) }
    guard leaving.state == .moving else {
      throw CommandFailure(
        "This shop was moved to \(target.name), which holds nothing now. Restore a backup of it there; --undo goes back to the shop as it was before the move."
      )
    }
    return .begin(leaving.id)
  }

  private static func occupied(_ target: Side) -> CommandFailure {
    if let mark = target.mark, mark.role == .source {
      return CommandFailure("\(target.name) holds a shop that was moved to \(mark.otherPlace). Name a database that is empty.")
    }
    return CommandFailure("\(target.name) holds a shop already. Name a database that is empty; nothing was changed.")
  }

  private static func unfinished(_ name: String, _ mark: ShopMove) -> CommandFailure {
    let what = mark.state == .moving ? "part of a shop that was being moved there from" : "a copy that is of no use, of the shop at"
    return CommandFailure("\(name) holds \(what) \(mark.otherPlace). Name a database that is empty, or empty that one.")
  }
}

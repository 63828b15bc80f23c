import Domain
import JSON
import UseCases

extension Call {
  /// Answers a change of one order that must name the version it was based on.
  ///
  /// Without `If-Match` the answer is 428; a locked order is said first, then a stale version, with the order as it is now.
  func editing(
    _ id: ID<Order>, move: OrderMove = .edit, _ verb: @escaping @Sendable (UnitOfWork, Int64?) throws -> Order
  ) async throws -> Reply {
    let version: Int64?
    do {
      version = try expectedVersion
    } catch {
      throw try await withCurrent(id, error)
    }
    guard let version else {
      try await refuseLocked(id, move)
      throw Refusal(.preconditionRequired, "Send If-Match with the version that your change is based on.")
    }
    do {
      return try await write({ try verb($0, version) }, answer: { OrderJSON.reply($0) })
    } catch let refusal as Refusal where refusal.code == .versionConflict {
      throw try await withCurrent(id, refusal)
    }
  }

  /// A locked or unknown order is said before a missing version.
  private func refuseLocked(_ id: ID<Order>, _ move: OrderMove) async throws {
    let order = try await read { try $0.findOrder(id) }
    try order.allow(move)
  }

  /// The refusal with the order as it is now.
  func withCurrent(_ id: ID<Order>, _ refusal: Refusal) async throws -> any Error {
    let order = try await read { try $0.findOrder(id) }
    var writer = JSONWriter()
    OrderJSON.write(order, to: &writer)
    return Problem(refusal, members: [("order", writer.bytes)])
  }
}

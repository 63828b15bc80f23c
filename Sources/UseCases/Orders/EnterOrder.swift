package import Domain
import SQLEngine
package import Stores

extension Shop {
  /// How long somebody counts as present who does not say so again.
  private static let presenceSeconds: Int64 = 15
  /// How long what somebody said of themselves is good enough; pages say it every four seconds, and most of that need not be written.
  private static let freshSeconds: Int64 = 5

  /// Takes note that somebody has an order open, and answers who else has, by name. The order itself is not touched.
  ///
  /// - Throws: `not_found` for whoever may not see the order.
  package func enterOrder(_ id: ID<Order>, section: String?, by principal: Principal) async throws -> [OrderPresence] {
    let (people, now) = try await read(by: principal) { work in
      _ = try work.findOrder(id)
      return (try work.tx.orderPresence.list(id, since: work.now.adding(seconds: -Self.presenceSeconds)), work.now)
    }
    guard let actor = principal.actorID else { return [] }
    let own = people.first { $0.id == actor }
    let isFresh = own.map { $0.section == section && $0.seenAt > now.adding(seconds: -Self.freshSeconds) } ?? false
    if !isFresh {
      try await write(by: principal) { work in
        try work.tx.orderPresence.forget(before: work.now.adding(seconds: -60))
        try work.tx.orderPresence.save(
          OrderPresence(id: actor, name: principal.name, section: section, seenAt: work.now), at: id)
      }
    }
    return people.filter { $0.id != actor }
  }
}

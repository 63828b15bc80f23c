import Domain

/// Who has which order open in the back office, and where in it; kept in memory for a few seconds, because nothing depends on it.
package actor OrderPresence {
  /// Somebody who has the order open.
  struct Person: Sendable {
    let id: String
    let name: String
    let section: String?
    let seenAt: Instant
  }

  /// How long somebody counts as present who does not say so again.
  private static let seconds: Int64 = 15
  /// The most orders that are remembered; beyond, those whose people have left go first.
  private static let mostOrders = 10_000
  private static let mostPeople = 100

  private var people: [ID<Order>: [Person]] = [:]

  /// Takes note of somebody and answers who else is there, by name.
  func enter(_ order: ID<Order>, _ person: Person) -> [Person] {
    let others = present(at: order, person.seenAt).filter { $0.id != person.id }
    if people.count >= Self.mostOrders { forget(before: person.seenAt) }
    if people.count < Self.mostOrders || people[order] != nil { people[order] = others.prefix(Self.mostPeople) + [person] }
    return others.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }

  private func present(at order: ID<Order>, _ now: Instant) -> [Person] {
    (people[order] ?? []).filter { $0.seenAt.adding(seconds: Self.seconds) >= now }
  }

  private func forget(before now: Instant) {
    people = people.filter { !present(at: $0.key, now).isEmpty }
  }
}

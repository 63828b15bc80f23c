/// What somebody is to the shop; what each role may do stands in ``Policy`` and nowhere else.
package enum Role: String, Sendable, CaseIterable {
  case owner, manager, cashier, integration

  /// True when a person of this role may hand out `other`, to staff or to a token: nobody gives more than they have.
  package func mayGrant(_ other: Role) -> Bool {
    switch self {
    case .owner: true
    case .manager: other != .owner
    case .cashier, .integration: false
    }
  }

  /// True for roles that people have; `integration` belongs to programs.
  package var isForPeople: Bool { self != .integration }
}

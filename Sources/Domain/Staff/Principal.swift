/// Who asks: a person at a desk or till, a program with a token, or the shop itself. Every use case takes one.
package struct Principal: Sendable, Equatable {
  package enum Kind: Sendable, Hashable {
    case staff(ID<Staff>)
    case token(ID<APIToken>)
    /// The command line and the shop's own timers.
    case system
  }

  package let kind: Kind
  package let role: Role
  /// As the timeline and other tills show it.
  package let name: String
  /// The only location whose things this principal finds; nil sees all. Outside is *not found*, never *forbidden*.
  package let locationID: ID<Location>?
  /// The till an operator stands at; nil everywhere else.
  package let registerID: ID<Register>?
  /// Actions somebody with the right has vouched for in this call.
  package private(set) var approved: Set<Action>
  /// What the caller sent as `X-Approval`; worth something only once the store has consumed it.
  package private(set) var approval: PresentedApproval?

  package init(
    kind: Kind, role: Role, name: String, locationID: ID<Location>? = nil, registerID: ID<Register>? = nil,
    approved: Set<Action> = [], approval: PresentedApproval? = nil
  ) {
    self.kind = kind
    self.role = role
    self.name = name
    self.locationID = locationID
    self.registerID = registerID
    self.approved = approved
    self.approval = approval
  }

  /// The shop's own hand: command line, expiry, sweeper.
  package static let system = Principal(kind: .system, role: .owner, name: "Counterfoil")

  /// Passes, or refuses with `approval_required` (a colleague's PIN would do) or `forbidden`.
  package func require(_ action: Action) throws(Refusal) {
    switch decision(on: action) {
    case .allow: return
    case .needsApproval: throw .approvalRequired(action)
    case .deny: throw .forbidden(action)
    }
  }

  /// The policy's word on this principal, approvals counted. Who is bound to a location does not decide for the whole shop.
  package func decision(on action: Action) -> Policy.Decision {
    guard locationID == nil || !action.isForTheWholeShop else { return .deny }
    let decision = Policy.decision(action, for: role)
    return decision == .needsApproval && approved.contains(action) ? .allow : decision
  }

  package func may(_ action: Action) -> Bool { decision(on: action) == .allow }

  /// True when things of `location` exist for this principal.
  package func sees(_ location: ID<Location>?) -> Bool {
    locationID == nil || locationID == location
  }

  package func approved(for action: Action) -> Principal {
    var copy = self
    copy.approved.insert(action)
    return copy
  }

  package func presenting(_ approval: PresentedApproval?) -> Principal {
    var copy = self
    copy.approval = approval
    return copy
  }

  package var staffID: ID<Staff>? {
    if case .staff(let id) = kind { id } else { nil }
  }

  /// `staff`, `token` or `system`: the `kind` of an event's actor.
  package var actorKind: String {
    switch kind {
    case .staff: "staff"
    case .token: "token"
    case .system: "system"
    }
  }

  /// The `id` of an event's actor; nil for the shop itself.
  package var actorID: String? {
    switch kind {
    case .staff(let id): id.text
    case .token(let id): id.text
    case .system: nil
    }
  }
}

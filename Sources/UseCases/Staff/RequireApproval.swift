package import Domain
import JSON
import Secrets
import Stores

extension UnitOfWork {
  /// Passes when the role may, or when the call carries an unspent approval (`X-Approval`) for this action on this object, and spends it.
  ///
  /// One approval covers everything that this transaction does of that kind to that object, such as the prices of two lines. Answers
  /// who approved, nil where nobody had to.
  @discardableResult
  package func require(_ action: Action, on object: String) throws -> ID<Staff>? {
    switch principal.decision(on: action) {
    case .allow: return nil
    case .deny: throw Refusal.forbidden(action)
    case .needsApproval:
      if let approver = granted.approver(of: action, on: object) { return approver }
      if granted.notes(action) { return nil }
      guard let approval = principal.approval,
        let approver = try tx.approvals.consume(
          secretHash: SecretText.hash(approval.text), action: action, object: object, requestedBy: principal.idempotencyScope, at: now)
      else { throw Refusal.approvalRequired(action) }
      try record(
        "approval.used", EventObject("approval", object), at: nil,
        data: .object([(key: "action", value: .string(action.rawValue)), (key: "approved_by", value: .string(approver.text))]))
      granted.add(approver, of: action, on: object)
      return approver
    }
  }

  @discardableResult
  package func require<Of>(_ action: Action, on id: ID<Of>) throws -> ID<Staff>? {
    try require(action, on: id.text)
  }
}

/// The approvals that one transaction has spent; lives and dies with it.
final class GrantedApprovals {
  private struct Deed: Hashable {
    let action: Action
    let object: String
  }

  private var approvers: [Deed: ID<Staff>] = [:]
  private var isRehearsal = false
  /// What somebody would have to vouch for, each once; only in a rehearsal.
  private(set) var needed: [Action] = []

  /// From here on nothing is done, only tried: what needs an approval is noted and passes.
  func rehearse() { isRehearsal = true }

  /// Notes what needs an approval, where this is a rehearsal.
  func notes(_ action: Action) -> Bool {
    if isRehearsal, !needed.contains(action) { needed.append(action) }
    return isRehearsal
  }

  func approver(of action: Action, on object: String) -> ID<Staff>? {
    approvers[Deed(action: action, object: object)]
  }

  func add(_ approver: ID<Staff>, of action: Action, on object: String) {
    approvers[Deed(action: action, object: object)] = approver
  }
}

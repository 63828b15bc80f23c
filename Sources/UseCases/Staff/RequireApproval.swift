package import Domain
import JSON
import Secrets
import Stores

extension UnitOfWork {
  /// Passes when the role may, or when the call carries an unspent approval (`X-Approval`) for this action on this object, and spends it.
  ///
  /// Ask once for each action of a call: an approval is good for one. Answers who approved, nil where nobody had to.
  @discardableResult
  package func require(_ action: Action, on object: String) throws -> ID<Staff>? {
    switch principal.decision(on: action) {
    case .allow: return nil
    case .deny: throw Refusal.forbidden(action)
    case .needsApproval:
      guard let approval = principal.approval,
        let approver = try tx.approvals.consume(
          secretHash: SecretText.hash(approval.text), action: action, object: object, requestedBy: principal.idempotencyScope, at: now)
      else { throw Refusal.approvalRequired(action) }
      try record(
        "approval.used", EventObject("approval", object), at: nil,
        data: .object([(key: "action", value: .string(action.rawValue)), (key: "approved_by", value: .string(approver.text))]))
      return approver
    }
  }

  @discardableResult
  package func require<Of>(_ action: Action, on id: ID<Of>) throws -> ID<Staff>? {
    try require(action, on: id.text)
  }
}

package import Domain
import Secrets
import Stores

/// An approval that has just been given, and the secret that spends it.
package struct GivenApproval: Sendable {
  package let approval: Approval
  package let secret: String
}

extension Shop {
  /// Lets somebody who may do `action` vouch for it by PIN, on one object, for the principal who asks, once, within two minutes.
  ///
  /// The tries are the ones of the PIN pad: who guesses here guesses there.
  package func approve(
    by principal: Principal, action: Action, object: String, approver id: ID<Staff>, pin: String
  ) async throws -> GivenApproval {
    let place: PINPlace = principal.registerID.map { .till($0) } ?? .program(principal.idempotencyScope)
    do {
      _ = try await checkPIN(pin, of: id, at: place) { staff in
        Policy.decision(.approve, for: staff.role) == .allow && Policy.decision(action, for: staff.role) == .allow
          && (principal.locationID == nil || staff.locationID == nil || staff.locationID == principal.locationID)
      }
    } catch let refusal as Refusal where refusal == .signInFailed {
      throw Refusal.approvalRefused
    }
    let secret = SecretText.make(prefix: "apr_")
    let approval = Approval(action: action, object: object, approvedBy: id, createdAt: clock())
    try await write(by: principal) { work in
      try work.tx.approvals.removeExpired(at: work.now)
      try work.tx.approvals.add(approval, secretHash: SecretText.hash(secret), requestedBy: principal.idempotencyScope)
      try work.record("approval.given", EventObject("approval", object), at: nil)
    }
    return GivenApproval(approval: approval, secret: secret)
  }
}

extension Refusal {
  /// 403, whether the PIN was wrong or the person may not.
  package static let approvalRefused = Refusal(.forbidden, "The PIN does not match, or this person may not approve this.")
}

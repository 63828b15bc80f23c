import Domain
import JSON
import UseCases

/// `POST /approvals`: somebody who may vouches, by PIN, for what a colleague may not do alone (`api.md` §3).
enum ApprovalAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/approvals", give)
  }

  private static func give(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let action = fields.choice("action", of: Action.self, required: true)
    let object = fields.identifier("object", limit: 64, required: true)
    let staffID = fields.id("staff_id", of: Staff.self, required: true)
    let pin = fields.text("pin", limit: 64, required: true)
    let (what, about, approver, digits) = try fields.finish(action, object, staffID, pin)
    let given = try await call.shop.approve(by: try call.principal, action: what, object: about, approver: approver, pin: digits)
    return Reply.json(status: 201) { json in
      json.object { body in
        body.member("token", given.secret)
        body.member("expires_at", given.approval.expiresAt.text)
      }
    }
  }
}

import JSON
import UseCases

extension Fields {
  /// What tells this object's content from another's under the same `client_id`; empty where there is none to tell by.
  var contentHash: String {
    has("client_id") && !isNull("client_id") ? ContentHash.of(JSON.object(members).bytes) : ""
  }
}

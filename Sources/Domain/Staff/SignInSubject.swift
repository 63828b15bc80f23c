/// Whose tries an ``AttemptBudget`` counts.
package enum SignInSubject {
  package static func pin(of id: ID<Staff>, at register: ID<Register>) -> String { pins(of: id) + register.text }

  /// What the subjects of one person's PIN begin with.
  package static func pins(of id: ID<Staff>) -> String { "pin:\(id.text):" }

  /// A till as a whole.
  package static func till(_ id: ID<Register>) -> String { "till:\(id.text)" }

  /// Somebody asked to approve by a program, which stands at no till.
  package static func approval(of id: ID<Staff>, for requester: String) -> String { pins(of: id) + requester }

  package static func password(_ email: String) -> String { "password:\(email)" }

  /// A network address; nil (a local socket) is one subject too.
  package static func peer(_ address: String?) -> String { "peer:\(address ?? "local")" }

  package static func link(_ address: String?) -> String { "link:\(address ?? "local")" }
}

extension Refusal {
  /// 422: two variants cannot share a code, or a scanner could not tell them apart.
  package static func codeTaken(_ field: String) -> Refusal {
    .invalid(field, "taken", "Another variant has this code already.")
  }

  /// 422 for an id in a body that names nothing.
  package static func unknownReference(_ field: String, _ what: String) -> Refusal {
    .invalid(field, "unknown", "There is no such \(what).")
  }
}

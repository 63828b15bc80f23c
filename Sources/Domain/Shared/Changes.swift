/// What somebody wants changed about a thing, field by field; what is not named stays.
///
/// The same set of changes makes a new thing (applied to one with its defaults) and alters an old one, so that both read
/// their fields in one place.
package struct Changes<Subject>: Sendable {
  private var steps: [@Sendable (inout Subject) -> Void] = []
  private var paths: [any PartialKeyPath<Subject> & Sendable] = []

  package init() {}

  package var isEmpty: Bool { steps.isEmpty }

  /// Adds one field; the last value for a field counts.
  package mutating func set<Value: Sendable>(_ path: any WritableKeyPath<Subject, Value> & Sendable, to value: Value) {
    steps.append { $0[keyPath: path] = value }
    paths.append(path)
  }

  /// Whether a field is among the changes, for fields that need a right of their own.
  package func touches(_ path: PartialKeyPath<Subject>) -> Bool {
    paths.contains { $0 as PartialKeyPath<Subject> == path }
  }

  package func apply(to subject: inout Subject) {
    for step in steps { step(&subject) }
  }
}

/// Collects what is wrong with the fields of a thing, so that all of it is said at once.
package struct FieldChecks {
  package private(set) var failures: [FieldFailure] = []

  package init() {}

  package mutating func fail(_ field: String, _ code: String, _ message: String) {
    failures.append(FieldFailure(field: field, code: code, message: message))
  }

  /// A text that is shown to people: at most `limit` scalars, no control characters except, in `multiline` texts, line ends and tabs.
  package mutating func text(_ value: String?, _ field: String, limit: Int = 1000, required: Bool = false, multiline: Bool = false) {
    guard let value, !value.isEmpty else {
      if required { fail(field, "required", "\(field) must not be empty.") }
      return
    }
    if required, value.trimmedText == nil { fail(field, "required", "\(field) must not be blank.") }
    // Bytes bound the work before scalars are counted; a scalar has at most four.
    guard value.utf8.count <= limit * 4, value.unicodeScalars.count <= limit else {
      return fail(field, "too_long", "\(field) may have at most \(limit) characters.")
    }
    let hasControl = value.unicodeScalars.contains { scalar in
      scalar.isControl && !(multiline && (scalar == "\n" || scalar == "\r" || scalar == "\t"))
    }
    if hasControl { fail(field, "control_character", "\(field) must not have control characters.") }
  }

  /// A code that must be told apart by eye: like ``text(_:_:limit:required:multiline:)``, without invisible characters and blanks at the ends.
  package mutating func code(_ value: String?, _ field: String, limit: Int = 100) {
    guard let value else { return }
    let before = failures.count
    text(value, field, limit: limit, required: true)
    guard failures.count == before else { return }
    if value.unicodeScalars.contains(where: \.isInvisible) {
      fail(field, "invisible_character", "\(field) must not have invisible characters.")
    } else if value.trimmedText != value.composed {
      fail(field, "blank", "\(field) must not begin or end with a blank.")
    }
  }

  /// A list of short texts such as tags.
  package mutating func texts(_ values: [String], _ field: String, limit: Int = 250, length: Int = 255) {
    if values.count > limit { return fail(field, "too_many", "\(field) may have at most \(limit) entries.") }
    for (index, value) in values.enumerated() {
      text(value, "\(field)[\(index)]", limit: length, required: true)
      if value.unicodeScalars.contains(where: \.isInvisible) {
        fail("\(field)[\(index)]", "invisible_character", "\(field) must not have invisible characters.")
      }
    }
  }

  /// - Throws: `validationFailed` with everything that was collected.
  package func finish() throws(Refusal) {
    guard let first = failures.first else { return }
    throw Refusal(.validationFailed, first.message, failures: failures)
  }
}

/// What is wrong with one row of a file that is imported.
package struct ImportProblem: Error, Sendable, Equatable {
  /// The line of the file, counted from 1.
  package let line: Int
  package let reason: String

  package init(line: Int, reason: String) {
    self.line = line
    self.reason = reason
  }
}

/// Collects what is wrong with a file, so that all of it is said at once; a file with a single problem is not imported at all.
package struct ImportProblems {
  private var problems: [ImportProblem] = []

  /// More than this are not told one by one.
  private static let limit = 50

  package init() {}

  package var isEmpty: Bool { problems.isEmpty }

  package mutating func add(_ problem: ImportProblem) {
    problems.append(problem)
  }

  package mutating func add(_ line: Int, _ reason: String) {
    problems.append(ImportProblem(line: line, reason: reason))
  }

  /// Adds what a rule of the shop said about the thing of a line.
  package mutating func add(_ line: Int, _ refusal: Refusal) {
    add(line, refusal.failures.isEmpty ? refusal.detail : refusal.failures.map(\.message).joined(separator: " "))
  }

  /// - Throws: `validationFailed` with a failure for each line.
  package func finish() throws(Refusal) {
    guard !problems.isEmpty else { return }
    let sorted = problems.sorted { $0.line < $1.line }
    let told = sorted.prefix(Self.limit).map { problem in
      FieldFailure(field: "line \(problem.line)", code: "invalid_row", message: problem.reason)
    }
    let rest = sorted.count > told.count ? " and \(sorted.count - told.count) more" : ""
    let lines = told.map { "  \($0.field): \($0.message)" }.joined(separator: "\n")
    throw Refusal(.validationFailed, "Nothing was imported, because of these rows\(rest):\n\(lines)", failures: told)
  }
}

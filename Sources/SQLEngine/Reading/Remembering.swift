/// A question that is asked again and again: what is asked for, and of which thing.
package struct ReadQuestion: Hashable, Sendable {
  private let kind: Int
  private let subject: String

  /// - Parameter kind: a literal; where it stands in the program tells one kind from another.
  init(_ kind: StaticString, _ subject: String = "") {
    self.kind = kind.hasPointerRepresentation ? Int(bitPattern: kind.utf8Start) : Int(kind.unicodeScalar.value)
    self.subject = subject
  }
}

/// Whoever may know an answer without asking the database. Used by one thread at a time.
package protocol Remembering: AnyObject {
  func remembered<Answer: Sendable>(_ question: ReadQuestion, _ read: () throws -> Answer) throws -> Answer

  /// The answers to several questions, of which only those that are not known are read, together.
  func remembered<Answer: Sendable>(
    _ questions: [(subject: String, question: ReadQuestion)], _ read: (_ unknown: [String]) throws -> [String: Answer]
  ) throws -> [String: Answer]

  /// Whether it would give the very answers that were given elsewhere.
  func gives(_ answers: [GivenAnswer]) -> Bool
}

/// An answer that was given out of a memory, by its number there.
package struct GivenAnswer: Sendable {
  let question: ReadQuestion
  let number: Int
}

extension Transaction {
  /// What `read` answers, or answered before where nothing that it read was changed since.
  ///
  /// For what is asked with every sale and changes seldom. `read` looks at nothing but the database, and only by this transaction.
  package func remembered<Answer: Sendable>(
    _ kind: StaticString, _ subject: String = "", _ read: () throws -> Answer
  ) throws -> Answer {
    try connection.record?.remembered(ReadQuestion(kind, subject), read) ?? read()
  }

  /// The same for several subjects, of which only those that are not known are read, together. What has no answer is not remembered.
  package func remembered<Answer: Sendable>(
    _ kind: StaticString, each subjects: [String], _ read: (_ unknown: [String]) throws -> [String: Answer]
  ) throws -> [String: Answer] {
    try connection.record?.remembered(subjects.map { ($0, ReadQuestion(kind, $0)) }, read) ?? read(subjects)
  }

  /// What was made of remembered answers before this transaction, where they are what it would be answered.
  func confirmed<Value>(_ foreseen: Foreseen<Value>?) -> Value? {
    foreseen.flatMap { foreseen in connection.record?.gives(foreseen.given) == true ? foreseen.value : nil }
  }
}

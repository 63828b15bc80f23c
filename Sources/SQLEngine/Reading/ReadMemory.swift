/// What the writer has read and nobody has changed since: the settings, the taxes, the goods that are sold all day.
///
/// An engine that alone writes to its database keeps one on its writing connection. What is remembered is what a statement would answer now: it
/// is forgotten with the first statement that inserts, deletes or updates something it was read from, before that is committed.
struct ReadMemory {
  /// A question: what is asked for, and of which thing.
  struct Question: Hashable {
    private let kind: Int
    private let subject: String

    /// - Parameter kind: a literal; where it stands in the program tells one kind from another.
    init(_ kind: StaticString, _ subject: String = "") {
      self.kind = kind.hasPointerRepresentation ? Int(bitPattern: kind.utf8Start) : Int(kind.unicodeScalar.value)
      self.subject = subject
    }
  }

  private struct Entry {
    // One dictionary for the answers to all kinds of questions; each kind asks for its own type.
    let answer: any Sendable
    let basis: ReadBasis
    /// Up to this commit nothing has changed it.
    var checked: Int
  }

  private var entries: [Question: Entry] = [:]

  /// More are not kept: then all are forgotten, and the ones that are in use come back.
  private static let mostEntries = 8192

  /// The answer as it would be now, and what it was read from; nil where it is not known.
  ///
  /// - Parameter changes: what the transaction under way has changed.
  mutating func answer<Answer>(
    _ question: Question, as: Answer.Type, log: ChangeLog, changes: ColumnSet
  ) -> (answer: Answer, reads: ColumnSet)? {
    guard let entry = entries[question], !entry.basis.reads.intersects(changes) else { return nil }
    let commit = log.commit
    if entry.checked < commit {
      guard log.holds(entry.basis) else {
        entries[question] = nil
        return nil
      }
      entries[question]?.checked = commit
    }
    return (entry.answer as? Answer).map { ($0, entry.basis.reads) }
  }

  mutating func keep(_ answer: some Sendable, of question: Question, basis: ReadBasis) {
    if entries.count >= Self.mostEntries { entries.removeAll(keepingCapacity: true) }
    entries[question] = Entry(answer: answer, basis: basis, checked: basis.commit)
  }
}

extension Transaction {
  /// What `read` answers, or answered before where nothing that it read was changed since.
  ///
  /// For what is asked with every sale and changes seldom. `read` looks at nothing but the database, and only by this transaction.
  package func remembered<Answer: Sendable>(
    _ kind: StaticString, _ subject: String = "", _ read: () throws -> Answer
  ) throws -> Answer {
    try connection.record?.remembered(ReadMemory.Question(kind, subject), read) ?? read()
  }

  /// The same for several subjects, of which only those that are not known are read, together. What has no answer is not remembered.
  package func remembered<Answer: Sendable>(
    _ kind: StaticString, each subjects: [String], _ read: (_ unknown: [String]) throws -> [String: Answer]
  ) throws -> [String: Answer] {
    try connection.record?.remembered(subjects.map { ($0, ReadMemory.Question(kind, $0)) }, read) ?? read(subjects)
  }
}

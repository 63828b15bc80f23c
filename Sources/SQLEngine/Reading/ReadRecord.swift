/// What a writing connection has read and changed, and what of it can be answered again without a look.
///
/// The engine tells it of every statement and of every transaction's beginning and end; used only on the connection's own thread.
package final class ReadRecord: Remembering {
  private let memory: ReadMemory
  private var log = ChangeLog()
  /// What the transaction under way has read and changed.
  private var touched = ColumnUse()
  /// Whether anybody wants to know what is read.
  private var isNotingReads = false

  package init(_ memory: ReadMemory) {
    self.memory = memory
  }

  package func begin() { touched = ColumnUse() }

  /// A statement is about to be run.
  package func note(_ use: ColumnUse) {
    if isNotingReads { touched.reads.formUnion(use.reads) }
    touched.changes.formUnion(use.changes)
  }

  /// The transaction is committed, or nobody knows.
  package func end() {
    log.add(touched.changes)
    touched = ColumnUse()
  }

  /// Something may have been changed that was not told of.
  package func forget() { memory.forget() }

  package func remembered<Answer: Sendable>(_ question: ReadQuestion, _ read: () throws -> Answer) throws -> Answer {
    if let known = known(question, as: Answer.self) { return known }
    let (answer, basis) = try noting(read)
    if let basis { memory.keep(answer, of: question, basis: basis) }
    return answer
  }

  package func remembered<Answer: Sendable>(
    _ questions: [(subject: String, question: ReadQuestion)], _ read: (_ unknown: [String]) throws -> [String: Answer]
  ) throws -> [String: Answer] {
    var answers: [String: Answer] = [:]
    answers.reserveCapacity(questions.count)
    var unknown: [(subject: String, question: ReadQuestion)] = []
    for each in questions {
      if let known = known(each.question, as: Answer.self) { answers[each.subject] = known } else { unknown.append(each) }
    }
    guard !unknown.isEmpty else { return answers }
    let (read, basis) = try noting { try read(unknown.map(\.subject)) }
    for each in unknown {
      if let basis, let answer = read[each.subject] { memory.keep(answer, of: each.question, basis: basis) }
    }
    return answers.merging(read) { _, new in new }
  }

  package func gives(_ answers: [GivenAnswer]) -> Bool {
    // Nobody foresees a part of something that is to be remembered.
    !isNotingReads && memory.holds(answers, log: log, changes: touched.changes)
  }

  private func known<Answer: Sendable>(_ question: ReadQuestion, as: Answer.Type) -> Answer? {
    guard let (answer, reads) = memory.answer(question, as: Answer.self, log: log, changes: touched.changes) else { return nil }
    // What is being read around it rests on the same.
    if isNotingReads { touched.reads.formUnion(reads) }
    return answer
  }

  /// Reads, and notes what it rests on: nil where that was changed by the transaction under way, which may yet be taken back.
  private func noting<Answer>(_ read: () throws -> Answer) rethrows -> (answer: Answer, basis: ReadBasis?) {
    let (before, wasNoting) = (touched.reads, isNotingReads)
    (touched.reads, isNotingReads) = (ColumnSet(), true)
    defer {
      touched.reads.formUnion(before)
      isNotingReads = wasNoting
    }
    let answer = try read()
    return (answer, touched.reads.intersects(touched.changes) ? nil : ReadBasis(commit: log.commit, reads: touched.reads))
  }
}

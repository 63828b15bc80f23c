import Synchronization

/// What the writer has read and nobody has changed since: the settings, the taxes, the goods that are sold all day.
///
/// A writing connection that hears of every change has one. What is remembered is what a statement would answer now: it is forgotten with
/// the first statement that inserts, deletes or updates something it was read from, before that is committed. Others may look into it for a
/// guess, which the writer confirms; see ``Foreseen``.
package final class ReadMemory: Sendable {
  private struct Entry: Sendable {
    // One dictionary for the answers to all kinds of questions; each kind asks for its own type.
    let answer: any Sendable
    let basis: ReadBasis
    /// Told apart from every other answer of this memory, those to the same question too.
    let number: Int
    /// Up to this commit nothing has changed it.
    var checked: Int
  }

  private struct State {
    var entries: [ReadQuestion: Entry] = [:]
    var made = 0

    /// The entry, unless what it rests on was changed.
    mutating func standing(_ question: ReadQuestion, _ log: ChangeLog, _ changes: ColumnSet) -> Entry? {
      guard let entry = entries[question], !entry.basis.reads.intersects(changes) else { return nil }
      let commit = log.commit
      guard entry.checked < commit else { return entry }
      guard log.holds(entry.basis) else {
        entries[question] = nil
        return nil
      }
      entries[question]?.checked = commit
      return entry
    }
  }

  /// The engine whose answers these are.
  let dialect: Dialect
  private let state = Mutex(State())

  /// More are not kept: then all are forgotten, and the ones that are in use come back.
  private static let mostEntries = 8192

  package init(of dialect: Dialect) {
    self.dialect = dialect
  }

  /// The answer as it would be now, and what it was read from; nil where it is not known.
  ///
  /// - Parameter changes: what the transaction under way has changed.
  func answer<Answer>(
    _ question: ReadQuestion, as: Answer.Type, log: ChangeLog, changes: ColumnSet
  ) -> (answer: Answer, reads: ColumnSet)? {
    guard let entry = state.withLock({ $0.standing(question, log, changes) }) else { return nil }
    return (entry.answer as? Answer).map { ($0, entry.basis.reads) }
  }

  /// Whether all of these would be answered now.
  func holds(_ answers: [GivenAnswer], log: ChangeLog, changes: ColumnSet) -> Bool {
    state.withLock { state in
      answers.allSatisfy { state.standing($0.question, log, changes)?.number == $0.number }
    }
  }

  func keep(_ answer: some Sendable, of question: ReadQuestion, basis: ReadBasis) {
    state.withLock { state in
      if state.entries.count >= Self.mostEntries { state.entries.removeAll(keepingCapacity: true) }
      state.made += 1
      state.entries[question] = Entry(answer: answer, basis: basis, number: state.made, checked: basis.commit)
    }
  }

  package func forget() {
    state.withLock { $0.entries.removeAll(keepingCapacity: true) }
  }

  /// The answer as it was when the writer last looked, for whoever is not the writer.
  func guess<Answer>(_ question: ReadQuestion, as: Answer.Type) -> (answer: Answer, given: GivenAnswer)? {
    guard let entry = state.withLock({ $0.entries[question] }), let answer = entry.answer as? Answer else { return nil }
    return (answer, GivenAnswer(question: question, number: entry.number))
  }
}

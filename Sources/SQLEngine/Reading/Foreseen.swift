/// Something that was made before its transaction, of nothing but what the writer remembers, and that is as good as made inside where the
/// writer still gives the same answers.
struct Foreseen<Value: Sendable>: Sendable {
  let value: Value
  let given: [GivenAnswer]
}

extension ReadMemory {
  /// What `make` yields where everything it asks is remembered. It may run on any thread, and in vain.
  func foresee<Value: Sendable>(_ make: (Transaction) throws -> Value) -> Foreseen<Value>? {
    let guesser = Guesser(self)
    guard let value = try? make(Transaction(connection: guesser)), !guesser.wasAsked else { return nil }
    return Foreseen(value: value, given: guesser.given)
  }
}

/// A connection to nothing but a memory: whatever else is asked has no answer.
private final class Guesser: Connection, Remembering {
  private let memory: ReadMemory
  private(set) var given: [GivenAnswer] = []
  /// Whether a statement was to be run, so that what was made is of no use.
  private(set) var wasAsked = false

  private struct IsNotRemembered: Error {}

  init(_ memory: ReadMemory) {
    self.memory = memory
  }

  var dialect: Dialect { memory.dialect }
  var record: (any Remembering)? { self }

  func rows(_ statement: SQL) throws -> [Row] { throw unknown() }
  func changes(_ statement: SQL) throws -> Int { throw unknown() }
  func enqueue(_ statement: SQL) throws { throw unknown() }
  func executeSchema(_ statement: String) throws { throw unknown() }
  func isWorthAnotherTry(_ accident: EngineError) -> Bool { false }

  func remembered<Answer: Sendable>(_ question: ReadQuestion, _ read: () throws -> Answer) throws -> Answer {
    guard let guess = memory.guess(question, as: Answer.self) else { return try read() }
    given.append(guess.given)
    return guess.answer
  }

  func remembered<Answer: Sendable>(
    _ questions: [(subject: String, question: ReadQuestion)], _ read: (_ unknown: [String]) throws -> [String: Answer]
  ) throws -> [String: Answer] {
    var answers: [String: Answer] = [:]
    for (subject, question) in questions {
      guard let guess = memory.guess(question, as: Answer.self) else { throw unknown() }
      given.append(guess.given)
      answers[subject] = guess.answer
    }
    return answers
  }

  /// A guess confirms none.
  func gives(_ answers: [GivenAnswer]) -> Bool { false }

  private func unknown() -> IsNotRemembered {
    wasAsked = true
    return IsNotRemembered()
  }
}

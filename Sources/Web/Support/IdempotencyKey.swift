import Domain
import Stores
package import UseCases

/// The shape of an `Idempotency-Key` (IDM-07): what it means is the shop's business.
enum IdempotencyKey {
  /// - Throws: 400 for a repeated, empty, longer or unprintable key, and for a missing one where it is required.
  static func read(_ headers: RequestHeaders, rule: Route.KeyRule) throws(Refusal) -> String? {
    guard let key = try headers.single("idempotency-key") else {
      guard rule == .optional else {
        throw Refusal(.idempotencyKeyRequired, "Send an Idempotency-Key with this request, so that it is never carried out twice.")
      }
      return nil
    }
    guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      throw Refusal(.malformed, "An Idempotency-Key is 1 to 255 printable ASCII characters.")
    }
    return key
  }
}

extension Call {
  /// Carries out verbs in one transaction and answers with what they yield. With an Idempotency-Key the answer is written down in the
  /// same transaction, so that the same request is answered the same and done once.
  ///
  /// - Parameter answer: makes the answer of what the verbs return; pure.
  package func write<Value: Sendable>(
    _ verbs: @escaping @Sendable (UnitOfWork) throws -> Value, answer: @escaping @Sendable (Value) throws -> Reply
  ) async throws -> Reply {
    let nothing: (@Sendable (UnitOfWork) throws -> Never)? = nil
    return try await write(foreseeing: nothing, { unit, _ in try verbs(unit) }, answer: answer)
  }

  /// The same for verbs of which a part can be worked out before their turn; see ``Shop/answer(by:intent:foreseeing:_:rendering:)``.
  package func write<Hint: Sendable, Value: Sendable>(
    foreseeing: (@Sendable (UnitOfWork) throws -> Hint)?, _ verbs: @escaping @Sendable (UnitOfWork, Hint?) throws -> Value,
    answer: @escaping @Sendable (Value) throws -> Reply
  ) async throws -> Reply {
    let given = try await shop.answer(by: try principal, intent: idempotencyKey.map(intent), foreseeing: foreseeing, verbs) { value in
      let reply = try answer(value)
      return Answer(status: reply.status, headers: reply.headers.map { Answer.Header($0.name, $0.value) }, body: reply.octets)
    }
    return Reply(given)
  }

  /// What this very request was answered before, nil where it was not or has no key; for handlers that write in several transactions.
  package func givenBefore() async throws -> Reply? {
    guard let key = idempotencyKey else { return nil }
    return try await shop.given(intent(key), by: try principal).map(Reply.init)
  }

  /// By what this request finds again what it began, should it die before its answer is written down; nil without a key.
  package func requestKey() throws -> RequestKey? {
    guard let key = idempotencyKey else { return nil }
    let owner = try principal.idempotencyScope
    return RequestKey(
      key: ContentHash.of(Array("\(owner)\n\(route.name)\n\(key)".utf8)), fingerprint: intent(key).fingerprint)
  }

  private func intent(_ key: String) -> Intent {
    Intent(key: key, route: route.name, path: path, body: body)
  }

  /// Looks at the shop on one snapshot.
  package func read<Value: Sendable>(_ verbs: @escaping @Sendable (UnitOfWork) throws -> Value) async throws -> Value {
    try await shop.read(by: try principal, verbs)
  }
}

extension Reply {
  fileprivate init(_ answer: Answer) {
    var reply = Reply(status: answer.status, body: answer.body.isEmpty ? .none : .bytes(answer.body))
    for header in answer.headers { reply = reply.with(header.name, header.value) }
    self = answer.isReplay ? reply.with("Idempotent-Replayed", "true") : reply
  }

  fileprivate var octets: [UInt8] {
    if case .bytes(let bytes) = body { bytes } else { [] }
  }
}

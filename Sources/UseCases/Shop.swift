package import Domain
package import Logging
import Pictures
package import SQLEngine
import Secrets
package import Stores

/// The shop: one database, one clock, one source of identities. What a shop does are the verbs of ``UnitOfWork``.
///
/// A verb runs inside one transaction and is synchronous, so no suspension slips between a check and a write; the only `await` is here.
package struct Shop: Sendable {
  package let database: any Database
  package let clock: @Sendable () -> Instant
  package let ids: IDSource
  package let logger: Logger
  /// What proves who somebody is: hashes, tokens, budgets.
  package let credentials: Credentials
  /// What the operator decided about the doors out.
  package let outside: Outside
  /// What customers open, and where the shop is found.
  package let links: CheckoutLinks
  /// Who puts into words what customers are told.
  package let letters: NoticeLetters
  /// Who takes payments for the shop.
  package let gateways: GatewaySource
  /// The services that chats go through.
  package let chatDoors: ChatDoorSource
  /// Lets one after another ask a provider about the payments of an order.
  let paymentTurns = PaymentTurns()
  /// What is being carried out over several transactions.
  let running = RunningRequests()
  /// Which jobs are this process's to do.
  package let leases: JobLeases

  /// Makes pictures from outside harmless.
  let pictures = PictureRemaker()

  /// - Parameter gateways: none where the shop takes only what is handed to it.
  package init(
    database: any Database, clock: @escaping @Sendable () -> Instant, logger: Logger = Logger(label: "shop"),
    credentials: Credentials, outside: Outside = Outside(), gateways: @escaping GatewaySource = { _ in [] },
    chatDoors: @escaping ChatDoorSource = { _ in [] }
  ) {
    self.database = database
    self.clock = clock
    self.logger = logger
    self.credentials = credentials
    self.outside = outside
    self.gateways = gateways
    self.chatDoors = chatDoors
    links = CheckoutLinks(keyring: credentials.keyring)
    letters = NoticeLetters(outside: outside)
    ids = IDSource(milliseconds: { clock().milliseconds })
    leases = JobLeases(holder: SecretText.make(), terms: database.dialect == .sqlite ? .alone : .shared)
  }

  /// Runs verbs in one transaction and returns after it is safe on disk.
  package func write<Result: Sendable>(
    by principal: Principal, _ body: @escaping @Sendable (UnitOfWork) throws -> Result
  ) async throws -> Result {
    let now = clock()
    return try await database.write { tx in
      try body(UnitOfWork(tx: tx, principal: principal, now: now, ids: ids, links: links, letters: letters))
    }
  }

  /// Runs verbs that only look, on one snapshot.
  package func read<Result: Sendable>(
    by principal: Principal, _ body: @escaping @Sendable (UnitOfWork) throws -> Result
  ) async throws -> Result {
    let now = clock()
    return try await database.read { tx in
      try body(UnitOfWork(tx: tx, principal: principal, now: now, ids: ids, links: links, letters: letters))
    }
  }

  /// Runs verbs and writes down what is answered with the effect, so that the same request is never carried out twice (P3).
  ///
  /// - Parameter intent: nil where the caller sent no key.
  /// - Throws: ``RefusalCode/idempotencyKeyReused``, and whatever the verbs refuse; a refused request may be sent again with its key.
  package func answer(
    by principal: Principal, intent: Intent?, _ body: @escaping @Sendable (UnitOfWork) throws -> Answer
  ) async throws -> Answer {
    guard let intent else { return try await write(by: principal, body) }
    let owner = principal.idempotencyScope
    let keyring = credentials.keyring
    return try await write(by: principal) { work in
      if let given = try work.tx.idempotency.find(intent, of: owner) {
        guard let opened = SealedAnswer.opened(given, by: keyring) else { throw Self.unreadable }
        return opened
      }
      let answer = try body(work)
      try work.tx.idempotency.add(try SealedAnswer.sealed(answer, by: keyring), for: intent, of: owner, at: work.now)
      return answer
    }
  }

  /// What was answered to a request before; for work of several transactions, which looks here first and has its answer written down by
  /// the last one.
  package func given(_ intent: Intent, by principal: Principal) async throws -> Answer? {
    let owner = principal.idempotencyScope
    guard let given = try await database.read({ tx in try tx.idempotency.find(intent, of: owner) }) else { return nil }
    return try opened(given)
  }

  private func opened(_ given: Answer) throws(Refusal) -> Answer {
    guard let opened = SealedAnswer.opened(given, by: credentials.keyring) else { throw Self.unreadable }
    return opened
  }

  private static var unreadable: Refusal {
    Refusal(.conflict, "This request was carried out, but its answer cannot be read any more. Look at the order.")
  }
}

extension Principal {
  /// Whose keys a key is compared with: the same person or token, nobody else.
  package var idempotencyScope: String {
    "\(actorKind):\(actorID ?? "-")"
  }
}

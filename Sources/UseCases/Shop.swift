package import Domain
package import Logging
import Pictures
package import SQLEngine
import Secrets
import Stores

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
    let random = RandomStock()
    ids = IDSource(milliseconds: { clock().milliseconds }, random: random.next)
    leases = JobLeases(holder: SecretText.make(), terms: database.dialect == .sqlite ? .alone : .shared)
  }

  /// Runs verbs in one transaction and returns after it is safe on disk.
  package func write<Result: Sendable>(
    by principal: Principal, _ body: @escaping @Sendable (UnitOfWork) throws -> Result
  ) async throws -> Result {
    let unit = units(by: principal, at: clock())
    return try await database.write { try body(unit($0)) }
  }

  /// Runs verbs that only look, on one snapshot.
  package func read<Result: Sendable>(
    by principal: Principal, _ body: @escaping @Sendable (UnitOfWork) throws -> Result
  ) async throws -> Result {
    let unit = units(by: principal, at: clock())
    return try await database.read { try body(unit($0)) }
  }

  /// What makes a transaction one on behalf of somebody, at one moment.
  func units(by principal: Principal, at now: Instant) -> @Sendable (Transaction) -> UnitOfWork {
    { tx in UnitOfWork(tx: tx, principal: principal, now: now, ids: ids, links: links, letters: letters) }
  }
}

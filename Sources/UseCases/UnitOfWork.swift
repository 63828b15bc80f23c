package import Domain
package import JSON
package import SQLEngine
package import Stores

/// One transaction on behalf of somebody, at one moment. Every use case is a synchronous verb of it, in a file of its own.
package struct UnitOfWork {
  package let tx: Transaction
  package let principal: Principal
  package let now: Instant
  package let ids: IDSource
  package let links: CheckoutLinks
  package let letters: NoticeLetters
  /// What somebody vouched for in this transaction already.
  let granted = GrantedApprovals()

  package init(
    tx: Transaction, principal: Principal, now: Instant, ids: IDSource, links: CheckoutLinks, letters: NoticeLetters = NoticeLetters()
  ) {
    self.tx = tx
    self.principal = principal
    self.now = now
    self.ids = ids
    self.links = links
    self.letters = letters
  }

  /// Writes down that something happened; in the same transaction as the change.
  ///
  /// - Parameter isFirst: whether the thing was made in this transaction, so that nothing is written of it yet.
  package func record(
    _ type: String, _ object: EventObject, at location: ID<Location>?, data: JSON = .object([]), reason: String? = nil,
    isFirst: Bool = false
  ) throws {
    try tx.journal(
      type, id: ids.next(), at: now, by: principal, object: object, location: location, data: data, reason: reason, isFirst: isFirst)
  }
}

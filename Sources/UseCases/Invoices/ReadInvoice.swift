package import Domain
import Foundation
import Stores

/// An invoice to be shown: what it says, and how it stands.
package struct ShownInvoice: Sendable {
  package let snapshot: InvoiceSnapshot
  /// Where its customer sees it.
  package let link: String?
  /// A newer one counts, or the order is being changed.
  package let isSuperseded: Bool
}

extension UnitOfWork {
  /// The invoice of an order: of a draft as it would be sent now, of any other the revision that counts. Changes nothing.
  ///
  /// - Parameter revision: an earlier one, as it was.
  /// - Throws: ``RefusalCode/notFound`` for an unknown order or revision.
  package func readInvoice(_ id: ID<Order>, revision: Int64? = nil) throws -> ShownInvoice {
    let order = try findOrder(id)
    let made = try tx.checkoutLinks.find(of: id)
    // A draft shows the link that it will get; what was never sent has none.
    let link = made != nil || order.status == .draft ? links.url(of: id, rotation: made?.rotation ?? 0) : nil
    if revision == nil, order.status == .draft || order.invoice == nil {
      let number = try tx.invoices.number(of: id)
      let preview = try snapshot(of: order, number: number, revision: order.nextRevision, issuedAt: order.placedAt)
      return ShownInvoice(snapshot: preview, link: link, isSuperseded: false)
    }
    guard let found = try tx.invoices.find(id, revision: revision) else { throw Refusal.notFound("revision of this invoice") }
    return ShownInvoice(snapshot: found.snapshot, link: link, isSuperseded: found.isReplaced(on: order))
  }

  /// What was sent so far, the first first.
  package func invoiceRevisions(_ id: ID<Order>) throws -> [InvoiceRevision] {
    try tx.invoices.list(try findOrder(id).id)
  }

  /// Copies what an invoice of the order says at this moment.
  func snapshot(of order: Order, number: String?, revision: Int64, issuedAt: Instant?) throws -> InvoiceSnapshot {
    let settings = try tx.settings.current()
    let location = try order.locationID.flatMap { try tx.locations.find($0) }
    return InvoiceSnapshot(
      of: order, settings: settings, location: location, number: number, revision: revision, issuedAt: issuedAt,
      today: order.dueFrom ?? ShopDay.of(now, in: location?.timeZone ?? settings.timeZone))
  }
}

/// Which day and hour it is on the shop's wall.
enum ShopDay {
  /// - Parameter timeZone: an IANA name; UTC where the machine does not know it.
  static func of(_ moment: Instant, in timeZone: String) -> CalendarDate {
    CalendarDate(dayNumber: max(0, local(moment, in: timeZone) / 86_400_000)) ?? CalendarDate.first
  }

  /// 0…23.
  static func hour(_ moment: Instant, in timeZone: String) -> Int64 {
    max(0, local(moment, in: timeZone)) / 3_600_000 % 24
  }

  /// Milliseconds since midnight of 1970-01-01 on that wall.
  private static func local(_ moment: Instant, in timeZone: String) -> Int64 {
    let zone = TimeZone(identifier: timeZone) ?? .gmt
    let seconds = zone.secondsFromGMT(for: Date(timeIntervalSince1970: .init(moment.milliseconds / 1000)))
    return moment.adding(seconds: Int64(seconds)).milliseconds
  }
}

extension InvoiceRevision {
  /// Whether a newer one counts in its place. What an order was placed with stays its invoice, whatever is edited afterwards (ADR 0022).
  fileprivate func isReplaced(on order: Order) -> Bool {
    guard let supersededAt else { return false }
    guard let placedAt = order.placedAt else { return true }
    return sentAt > placedAt || supersededAt <= placedAt
  }
}

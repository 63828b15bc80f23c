package import Domain
import Stores

/// What the holder of a link sees of transfers: where to, how much, and what became of what they told. Without identities, bank's numbers
/// and slips (PAY-08).
package struct TransferSight: Sendable {
  /// Nil where the shop offers no transfer for this order.
  package let account: BankAccount?
  /// What is to be transferred now; nil where nothing is due.
  package let amount: Money?
  /// The invoice's number, before there is one the order's.
  package let number: String
  /// The first told first.
  package let notices: [Notice]
  /// The day on the shop's wall.
  package let today: CalendarDate

  package struct Notice: Sendable {
    package let amount: Money
    package let paidAt: Instant
    package let status: TransferNotice.Status
    package let reason: String?
    package let hasSlip: Bool
  }
}

extension UnitOfWork {
  func transferSight(of order: Order, number: String?) throws -> TransferSight {
    let settings = try tx.settings.current()
    return TransferSight(
      account: order.currency == settings.currency ? settings.bankTransfer : nil, amount: order.nextInstallment?.amount,
      number: number ?? order.shownNumber,
      notices: order.transferNotices.map {
        .init(amount: $0.amount, paidAt: $0.paidAt, status: $0.status, reason: $0.reason, hasSlip: $0.slip != nil)
      }, today: ShopDay.of(now, in: settings.timeZone))
  }

  /// A moment within a day on the shop's wall, its noon or near it.
  func moment(of day: CalendarDate) throws -> Instant {
    let zone = try tx.settings.current().timeZone
    let noon = Instant(milliseconds: day.dayNumber * 86_400_000 + 43_200_000)
    let shown = ShopDay.of(noon, in: zone)
    return shown == day ? noon : noon.adding(seconds: shown > day ? -43_200 : 43_200)
  }
}

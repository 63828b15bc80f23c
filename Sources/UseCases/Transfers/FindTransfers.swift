package import Domain
import Stores

extension UnitOfWork {
  /// What was said of transfers of all orders that the principal may see, newest first.
  package func listTransferNotices(_ status: TransferNotice.Status?, page: PageRequest) throws -> Page<TransferNotice> {
    try principal.require(.readOrders)
    return try tx.transferNotices.list(status, in: try orderScope(), page: page)
  }

  /// The slip of a notice.
  ///
  /// - Throws: ``RefusalCode/notFound`` where there is none.
  package func readSlip(_ id: ID<Order>, _ noticeID: ID<TransferNotice>) throws -> (kind: SlipSight.Kind, bytes: [UInt8]) {
    try principal.require(.readOrders)
    guard let order = try tx.orders.find(id, in: try orderScope()), order.transferNotices.contains(where: { $0.id == noticeID }),
      let slip = try tx.transferNotices.slip(of: noticeID)
    else { throw Refusal.notFound("slip") }
    return slip
  }
}

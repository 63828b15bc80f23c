/// Goods on their way from one of the shop's places to another: on neither shelf between sending and receiving.
package struct StockTransfer: Sendable, Equatable, Identified {
  package static let idPrefix = "trf"
  /// The most variants of one transfer.
  package static let lineLimit = 500

  package enum Status: String, Sendable, CaseIterable {
    case draft, sent, received, canceled
  }

  package let id: ID<StockTransfer>
  /// The n a person reads out.
  package let number: Int64
  package let from: ID<Location>
  package let to: ID<Location>
  package let status: Status
  package var note: String?
  package let createdBy: String
  package let sentBy: String?
  package let endedBy: String?
  package let createdAt: Instant
  package let sentAt: Instant?
  package let endedAt: Instant?
  package var lines: [StockTransferLine]

  package init(
    id: ID<StockTransfer>, number: Int64, from: ID<Location>, to: ID<Location>, status: Status = .draft, note: String?, createdBy: String,
    sentBy: String? = nil, endedBy: String? = nil, createdAt: Instant, sentAt: Instant? = nil, endedAt: Instant? = nil,
    lines: [StockTransferLine]
  ) {
    self.id = id
    self.number = number
    self.from = from
    self.to = to
    self.status = status
    self.note = note
    self.createdBy = createdBy
    self.sentBy = sentBy
    self.endedBy = endedBy
    self.createdAt = createdAt
    self.sentAt = sentAt
    self.endedAt = endedAt
    self.lines = lines
  }

  /// Refuses what a transfer in another state does not allow.
  ///
  /// - Throws: ``RefusalCode/conflict``.
  package func require(_ wanted: Status...) throws(Refusal) {
    guard wanted.contains(status) else {
      throw Refusal(.conflict, "Transfer \(number) is \(status.words), so this is not possible any more.")
    }
  }
}

extension StockTransfer.Status {
  var words: String {
    switch self {
    case .draft: "not sent yet"
    case .sent: "on its way"
    case .received: "received"
    case .canceled: "canceled"
    }
  }
}

/// Some of a variant on a transfer, in thousandths.
package struct StockTransferLine: Sendable, Equatable {
  package let variantID: ID<Variant>
  package let quantity: Int64
  package let received: Int64
  /// What went back to where it came from.
  package let returned: Int64
  /// What never arrived.
  package let missing: Int64

  package init(variantID: ID<Variant>, quantity: Int64, received: Int64 = 0, returned: Int64 = 0, missing: Int64 = 0) {
    self.variantID = variantID
    self.quantity = quantity
    self.received = received
    self.returned = returned
    self.missing = missing
  }

  /// What nobody has seen again yet; on its way while the transfer is.
  package var open: Int64 { max(0, quantity &- received &- returned &- missing) }
}

/// What somebody says about a transfer they made: nothing counts as paid before staff have found it on the account (T10, PAY-23).
package struct TransferNotice: Hashable, Sendable, Identified {
  package static let idPrefix = "ntc"

  package enum Status: String, Sendable, CaseIterable {
    case claimed, confirmed, rejected
  }

  /// Who gave it.
  package enum Origin: String, Sendable, CaseIterable {
    case customer, staff
  }

  package let id: ID<TransferNotice>
  package let orderID: ID<Order>
  /// The payment of the order that it is.
  package let paymentID: ID<Payment>
  /// The invoice revision that was paid; 0 for an order that was not sent.
  package let revision: Int64
  /// What was said to be transferred; what was found on the account is the payment's amount.
  package let amount: Money
  package let paidAt: Instant
  /// From which bank, as the payer names it.
  package let bank: String?
  /// The bank's own number of the transfer, or what the payer wrote on it.
  package let reference: String?
  package let note: String?
  package let slip: SlipSight?
  /// The same slip or the bank's same number came with another notice before.
  package let wasSeenBefore: Bool
  package let origin: Origin
  package let staffID: String?
  package var status: Status
  /// Why it was rejected, in words for the payer.
  package var reason: String?
  package let createdAt: Instant
  package var decidedAt: Instant?
  package var decidedBy: String?

  package init(
    id: ID<TransferNotice>, orderID: ID<Order>, paymentID: ID<Payment>, revision: Int64, amount: Money, paidAt: Instant, bank: String?,
    reference: String?, note: String?, slip: SlipSight?, wasSeenBefore: Bool, origin: Origin, staffID: String?, status: Status,
    reason: String?, createdAt: Instant, decidedAt: Instant?, decidedBy: String?
  ) {
    self.id = id
    self.orderID = orderID
    self.paymentID = paymentID
    self.revision = revision
    self.amount = amount
    self.paidAt = paidAt
    self.bank = bank
    self.reference = reference
    self.note = note
    self.slip = slip
    self.wasSeenBefore = wasSeenBefore
    self.origin = origin
    self.staffID = staffID
    self.status = status
    self.reason = reason
    self.createdAt = createdAt
    self.decidedAt = decidedAt
    self.decidedBy = decidedBy
  }
}

/// What is known of a slip without reading it.
package struct SlipSight: Hashable, Sendable {
  /// Pictures are kept as JPEG, made anew from their pixels; a PDF is kept as it came and only handed out as a file.
  package enum Kind: String, Sendable, CaseIterable {
    case jpeg, pdf
  }

  package let kind: Kind
  package let octets: Int64

  package init(kind: Kind, octets: Int64) {
    self.kind = kind
    self.octets = octets
  }
}

/// A slip that was looked at and may be kept.
package struct Slip: Sendable, Equatable {
  package let kind: SlipSight.Kind
  package let bytes: [UInt8]
  /// Of the file as it came.
  package let sourceHash: String
  /// Of what is kept; for a picture the same however its file was named, re-tagged or wrapped.
  package let contentHash: String

  package init(kind: SlipSight.Kind, bytes: [UInt8], sourceHash: String, contentHash: String) {
    self.kind = kind
    self.bytes = bytes
    self.sourceHash = sourceHash
    self.contentHash = contentHash
  }

  package var sight: SlipSight { SlipSight(kind: kind, octets: Int64(bytes.count)) }
}

package import Domain

/// What the holder of a link may see, and nothing else: what was sent to them, how their order stands, what they may still say.
package struct CheckoutSight: Sendable {
  package let state: CheckoutState
  package let snapshot: InvoiceSnapshot
  package let link: String
  package let isSuperseded: Bool
  /// The last version they looked at, where the shop changed it since; nil where this is the first or they changed it themselves.
  package let earlier: InvoiceSnapshot?
  /// What it cost before they chose another delivery, in minor units; nil where the latest change was not theirs.
  package let ownEarlierTotal: Int64?
  /// The number people call the order by now.
  package let number: String
  /// Minor units.
  package let amountDue: Int64
  package let amountPaid: Int64
  /// Since the order was placed; what went back before is not in ``amountPaid`` either.
  package let amountRefunded: Int64
  /// What is to pay now, and what comes later; empty where nothing is due.
  package let installments: [OpenInstallment]
  package let sentAt: Instant
  package let placedAt: Instant?
  package let fulfillment: FulfillmentStatus
  package let parcels: [Parcel]
  /// Where the goods are fetched; nil where they are sent.
  package let pickup: Pickup?
  /// What may be completed here; nil once nothing may.
  package let desk: CheckoutDesk?
  package let latest: LatestPayment?
  /// What was asked of the shop here, the first first.
  package let requests: [CheckoutRequest]
  /// Somebody is known to whom a card would belong.
  package let mayKeepCard: Bool
  /// The payment that is under way was begun here, so that it can be gone on with or ended here.
  package let isOwnPage: Bool
  /// The shop has said where to transfer to.
  package let takesTransfer: Bool
  package let transfer: TransferSight

  /// A package of the order, wherever it is; those that were called off are none.
  package struct Parcel: Sendable {
    package let status: Shipment.Status
    package let courier: String?
    package let trackingNumber: String?
    package let trackingURL: String?
  }

  /// A place of the shop where customers fetch what they ordered.
  package struct Pickup: Sendable {
    package let name: String
    package let address: Address?
    /// When and where to come.
    package let note: String?
  }

  /// The last money that came in.
  package struct LatestPayment: Sendable {
    package let method: PaymentMethod
    package let amount: Int64
    package let at: Instant
    /// Nil for what was not paid by a card that a provider knows.
    package let card: CardSight?
  }
}

/// What a customer may complete on the link of a sent order, and what is missing before it can be paid.
package struct CheckoutDesk: Sendable {
  package let shippingAddress: Address?
  package let billingAddress: Address?
  /// Something is sent, so that an address is needed.
  package let shipsGoods: Bool
  package let needsAddress: Bool
  package let asksPhone: Bool
  /// Nobody knows where a receipt would go.
  package let asksEmail: Bool
  /// Whether it is to be chosen before anything can be paid.
  package let needsShipping: Bool
  /// Rates to choose among; empty where the customer may not, or there is none.
  package let rates: [Rate]
  /// Why there is no rate at all, where one is needed.
  package let noShipping: NoShipping?
  /// Order terms that are to be agreed to.
  package let asksConsent: Bool
  package let consentedAt: Instant?
  /// Lines of the invoice, by their place, that cannot be had now, with how much of them can; nil for nothing to be had at all.
  package let shortages: [Shortage]
  /// Whether anything else keeps the order from being placed, which only the shop can mend.
  package let isBlocked: Bool
  /// Countries that delivery reaches, as ISO 3166 alpha-2; empty for any.
  package let countries: [String]

  package struct Rate: Sendable {
    /// Names the rate at this price on this link and nothing else anywhere.
    package let key: String
    package let title: String
    /// Minor units, taxes outside the price not counted.
    package let price: Int64
    /// What the whole order costs with it.
    package let total: Int64
    package let isChosen: Bool
  }

  package struct Shortage: Sendable {
    package let line: Int
    package let title: String
    /// Nothing of it is sold any more.
    package let isGone: Bool
  }

  /// Whether it could be paid as it is, as far as the customer's own part goes.
  package var isComplete: Bool { !needsAddress && !needsShipping && shortages.isEmpty && !isBlocked }
}

/// Everything a shop decides about itself in one place; one row, read by nearly every use case.
package struct ShopSettings: Sendable, Equatable {
  package var shopName: String
  package var legalName: String?
  package var taxID: String?
  package var currency: Currency
  /// BCP 47 language of the pages and of what is printed.
  package var language: String
  /// IANA name.
  package var timeZone: String
  /// Minutes after midnight at which a business day begins.
  package var businessDayCutOff: Int64
  package var pricesIncludeTax: Bool
  package var taxRounding: TaxRounding
  /// Where exact halves go in new orders (rule M7).
  package var rounding: Rounding
  /// The smallest coin, in minor units of the shop's currency; 1 rounds nothing (rule M12).
  package var cashStep: Int64
  /// Cash needs an open register session.
  package var requiresRegisterSession: Bool
  package var heldOrdersVisibility: HeldOrdersVisibility
  /// The most orders that may be on hold at a register; nil is no limit.
  package var holdLimit: Int64?
  /// How long a hold lasts; nil is for ever.
  package var holdExpiryMinutes: Int64?
  package var holdReservesStock: Bool
  /// What a till proposes when a held price is no longer the catalogue's.
  package var heldPriceFirstChoice: HeldPriceChoice
  /// Deleting an order asks for a reason.
  package var requiresDiscardReason: Bool
  /// The largest discount a cashier gives without an approval.
  package var discountLimit: Percentage
  /// Begins every order number that the shop gives.
  package var orderNumberPrefix: String
  /// Begins every invoice number and every number of a credit note; another prefix begins a series of its own.
  package var invoiceNumberPrefix: String
  package var creditNoteNumberPrefix: String
  /// At the foot of invoices: bank account, company register.
  package var invoiceFooter: String?
  /// Where customers reach the shop, on invoices and checkout links.
  package var contactEmail: String?
  package var contactPhone: String?
  package var receiptHeader: String?
  package var receiptFooter: String?
  /// A variant with this much or less to sell is low.
  package var lowStockLevel: Quantity
  package var barcodePrefixes: [BarcodePrefix]
  /// What a customer pays for one point earned, in minor units; nil where buying earns none (rule M18).
  package var pointsEarnedPer: Int64?
  /// What a point is worth when it is spent, in minor units; nil where points cannot be spent.
  package var pointsValue: Int64?
  /// Where customers transfer what they owe in the shop's currency; nil where that is not offered.
  package var bankTransfer: BankAccount?
  /// Whether price rules or promotions come by themselves: no decision of its own, but asked with the row that every draft reads, so
  /// that a shop without any pays nothing for them.
  package var usesPriceRules: Bool
  package var usesPromotions: Bool
  /// Days before (below 0) or after a due date on which customers are reminded; none reminds nobody.
  package var reminders: [Int64]
  /// What is decided about selling at `/shop`.
  package var onlineStore: OnlineStore
  /// What customers are not told by itself.
  package var silentNotices: Set<NoticeKind>
  /// How notices for staff sound.
  package var bell: AlertBell
  /// Raised by every change.
  package var version: Int64

  /// Who sees a held order.
  package enum HeldOrdersVisibility: String, Sendable, CaseIterable {
    case register, location, shop
  }

  package enum HeldPriceChoice: String, Sendable, CaseIterable {
    case keep, take
  }

  /// A shop as it is before anybody decided anything.
  package init(shopName: String, currency: Currency) {
    self.shopName = shopName
    self.currency = currency
    language = "en"
    timeZone = "UTC"
    businessDayCutOff = 0
    pricesIncludeTax = false
    taxRounding = .document
    rounding = .halfUp
    cashStep = CashRounding.preset(for: currency).step
    requiresRegisterSession = false
    heldOrdersVisibility = .location
    holdReservesStock = false
    heldPriceFirstChoice = .keep
    requiresDiscardReason = false
    discountLimit = .whole
    orderNumberPrefix = ""
    invoiceNumberPrefix = "INV-"
    creditNoteNumberPrefix = "CN-"
    lowStockLevel = Quantity(units: 3) ?? .zero
    barcodePrefixes = []
    pointsValue = 1
    usesPriceRules = false
    usesPromotions = false
    reminders = []
    onlineStore = OnlineStore()
    silentNotices = []
    bell = AlertBell()
    version = 1
  }

  package var cashRounding: CashRounding { CashRounding(step: cashStep) ?? .none }
}

import Domain
import Secrets
import Stores

/// How the rows of an order file are to be understood.
package struct OrderImport: Sendable {
  /// ISO 4217; nil for the shop's currency.
  package let currency: String?
  /// IANA name; nil for the shop's zone.
  package let timeZone: String?
  package let locationID: String?

  package init(currency: String?, timeZone: String?, locationID: String?) {
    self.currency = currency
    self.timeZone = timeZone
    self.locationID = locationID
  }
}

extension UnitOfWork {
  /// Reads finished sales, cancellations and write-offs from invoice rows; a second import changes nothing.
  ///
  /// A sale becomes a closed, paid order. A cancellation whose sale is in the file is a refund of it; any other becomes a return with a
  /// refund that belongs to no payment. A write-off (negative quantities at price zero) becomes inventory movements.
  /// - Throws: `validationFailed` naming every bad row; then nothing is stored.
  package func importOrders(
    _ text: String, _ options: OrderImport, progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> ImportSummary {
    try principal.require(.importData)
    let settings = try tx.settings.current()
    guard let currency = options.currency.map({ Currency($0.uppercased()) }) ?? settings.currency else {
      throw Refusal.invalid("currency", "unknown", "A currency is a code of three letters such as GBP.")
    }
    let zone = try ZonedClock(options.timeZone ?? settings.timeZone)
    let invoices = try ImportedInvoice.read(try CSVTable(text), currency: currency)
    let place = InvoiceStoring(
      work: self, currency: currency, zone: zone, location: try importLocation(options.locationID),
      taxRounding: settings.taxRounding, rounding: settings.rounding)
    var run = InvoiceRun()
    for (index, invoice) in invoices.enumerated() {
      progress(Int64(index + 1), Int64(invoices.count))
      do {
        try place.store(invoice, among: invoices, &run)
      } catch let refusal as Refusal {
        run.problems.add(invoice.row, refusal)
      }
    }
    try run.problems.finish()
    return run.summary(in: currency)
  }
}

/// What an import of orders has done so far.
struct InvoiceRun {
  var problems = ImportProblems()
  var sales = ImportSummary.Count()
  var refunds = ImportSummary.Count()
  var returns = ImportSummary.Count()
  var writeOffs = ImportSummary.Count()
  var net: Int64 = 0
  /// Thousandths of each sale's lines that cancellations took back.
  var taken: [String: [Int: Int64]] = [:]

  func summary(in currency: Currency) -> ImportSummary {
    var summary = ImportSummary()
    summary.add("Sales", sales)
    summary.add("Refunds of sales", refunds)
    summary.add("Returns without their sale", returns)
    summary.add("Write-offs", writeOffs)
    summary.net = Money(minorUnits: net, currency: currency)
    return summary
  }
}

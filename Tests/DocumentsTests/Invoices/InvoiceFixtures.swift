import Documents
import Domain
import Testing

/// Fern & Clay's invoice for a terrace, as the desk would send it.
enum InvoiceFixtures {
  static let euro = Currency("EUR")

  /// The catalogue as keys with their values, so that a test sees what was asked for; figures as in English.
  static func say(_ key: String, _ values: [String: String]) -> String {
    let months = ["1": "January", "3": "March"]
    switch key {
    case "format.direction": return "ltr"
    case "format.decimal": return "."
    case "format.group": return ","
    case "format.money": return "\(values["sign"] ?? "")\(values["amount"] ?? "")"
    case "format.date": return "\(values["day"] ?? "") \(values["month"] ?? "") \(values["year"] ?? "")"
    case let month where month.hasPrefix("format.month_"): return months[String(month.dropFirst("format.month_".count))] ?? month
    default: return values.isEmpty ? key : "\(key)(\(values.sorted { $0.key < $1.key }.map(\.value).joined(separator: ",")))"
    }
  }

  static func line(
    _ title: String, quantity: String = "1", unit: String? = nil, price: String = "1000", amount: Int64 = 1000,
    reductions: [InvoiceLine.Reduction] = [], rate: String? = "21", note: String? = nil
  ) throws -> InvoiceLine {
    InvoiceLine(
      title: title, sku: nil, note: note, unit: unit, quantity: try #require(Quantity(text: quantity)),
      unitPrice: try #require(UnitPrice(text: price)), priceIncludesTax: true, cycle: nil, reductions: reductions,
      rates: try rate.map { [try #require(Rate(text: $0))] } ?? [], amount: amount, total: amount)
  }

  static func terrace(language: String = "en", issued: Bool = true) throws -> InvoiceSnapshot {
    InvoiceSnapshot(
      seller: .init(
        shopName: "Fern & Clay", legalName: "Fern & Clay Home and Garden B.V.", taxID: "NL00 7654 321 B01",
        address: Address(line1: "Oudegracht 210", city: "Utrecht", postalCode: "3511 NR", country: "NL"), email: "desk@fernandclay.example",
        footer: "NL00 FERN 0123 4567 89"),
      buyer: .init(name: "Agnieszka Wójcik", company: "Wójcik Ogrody B.V.", taxID: "NL00 1234 567 B01"),
      billingAddress: Address(company: "Wójcik Ogrody B.V.", line1: "Vleutenseweg 84", city: "Utrecht", postalCode: "3532 HN"),
      shippingAddress: Address(name: "Agnieszka Wójcik", line1: "Prinsesselaan 12 bis", city: "Utrecht", postalCode: "3581 TD"),
      orderNumber: "D-218", invoiceNumber: issued ? "INV-7" : nil, corrects: nil, revision: 1,
      issuedAt: issued ? Instant(text: "2026-03-12T13:34:00Z") : nil, orderedAt: try #require(Instant(text: "2026-03-12T10:00:00Z")),
      purchaseOrderNumber: "PO-7718", customerNote: nil, terms: "We check plants before they leave.",
      payment: PaymentPromise(title: "Net 15", dueOn: try #require(CalendarDate(text: "2026-03-27")), parts: []), language: language,
      timeZone: "Europe/Amsterdam", currency: try #require(euro),
      lines: [
        try line(
          "Terracotta pot 30 cm", quantity: "4", price: "1850", amount: 6660, reductions: [.init(title: "Garden club", amount: 740)]),
        try line("Olive tree 120 cm", quantity: "2", price: "4900", amount: 8330, reductions: [.init(title: nil, amount: 1470)], rate: "9"),
        try line("Potting soil, peat-free", quantity: "12.5", unit: "kg", price: "129", amount: 1613),
        try line("Planting and care visit", quantity: "1.5", unit: "h", price: "3800", amount: 5700),
      ],
      changes: [
        InvoiceChange(kind: "discount", title: "Regular customer, 5%", amount: -1115),
        InvoiceChange(kind: "credit", title: nil, amount: -1000),
      ], delivery: InvoiceChange(kind: "delivery", title: "Two-person delivery", amount: 1250),
      taxes: [
        InvoiceTax(title: "VAT", rate: try #require(Rate(text: "21")), includesTax: true, taxable: 12_003, amount: 2521),
        InvoiceTax(title: "VAT", rate: try #require(Rate(text: "9")), includesTax: true, taxable: 7261, amount: 653),
      ], taxTotal: 3174, total: 21_438)
  }

  static func document(
    _ invoice: InvoiceSnapshot, language: String = "en", link: String? = "http://127.0.0.1:8080/checkout/k7Qd2m", isSuperseded: Bool = false
  ) -> InvoiceDocument {
    InvoiceDocument(invoice, standing: .init(link: link, isSuperseded: isSuperseded), language: language, say: say)
  }
}

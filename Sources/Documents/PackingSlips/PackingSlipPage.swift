import Domain
import Mustache

/// Renders packing slips as one page for the screen and for paper, a sheet each.
package struct PackingSlipPage: Sendable {
  private let library: MustacheLibrary

  /// - Parameter template: the text of `DocumentTemplates/packing-slips.mustache`.
  package init(template: String) throws {
    var library = MustacheLibrary()
    try library.register(template, named: "packing-slips")
    self.library = library
  }

  /// What stands around the sheets on the screen, and is not printed.
  package struct Frame: Sendable {
    package let language: String
    package let title: String
    /// How many sheets, and what was left out.
    package let notes: [String]
    package let print: String
    /// A way to the same sheets with prices, or without.
    package let other: (label: String, address: String)
    package let styles: [String]
    package let script: String

    package init(
      language: String, title: String, notes: [String], print: String, other: (label: String, address: String), styles: [String],
      script: String
    ) {
      self.language = language
      self.title = title
      self.notes = notes
      self.print = print
      self.other = other
      self.styles = styles
      self.script = script
    }
  }

  /// The words of the language that a customer reads.
  package typealias Speech = (_ slip: PackingSlip) -> (language: String, say: InvoiceDocument.Words)

  package func html(_ slips: [PackingSlip], frame: Frame, showsPrices: Bool, speech: Speech) -> String {
    let sheets = slips.map { slip -> [String: Any] in
      let (language, say) = speech(slip)
      return PackingSlipWriter(slip, language: language, say: say).values(showsPrices: showsPrices)
    }
    let values: [String: Any] = [
      "language": frame.language, "title": frame.title, "notes": frame.notes, "print": frame.print, "other_label": frame.other.label,
      "other_address": frame.other.address, "styles": frame.styles, "script": frame.script, "slips": sheets,
    ]
    return library.render(values, withTemplate: "packing-slips") ?? ""
  }
}

/// Turns one slip into words and figures.
struct PackingSlipWriter {
  private let slip: PackingSlip
  private let locale: DocumentLocale
  private let language: String
  private let say: InvoiceDocument.Words

  /// - Parameter language: the one that `say` speaks.
  init(_ slip: PackingSlip, language: String, say: @escaping InvoiceDocument.Words) {
    self.slip = slip
    self.language = language
    self.say = say
    locale = DocumentLocale(
      currency: slip.order.currency, timeZone: slip.facts.from?.timeZone ?? slip.facts.settings.timeZone, say: say)
  }

  /// The values of the template's sheet; what has none is left out, so that its section stays away.
  func values(showsPrices: Bool) -> [String: Any] {
    let order = slip.order
    let texts: [String: String] = [
      "slip_language": language, "direction": locale.isRightToLeft ? "rtl" : "ltr", "heading": say("packing_slip.title", [:]),
      "order": say("packing_slip.order", ["number": order.shownNumber]), "date": locale.date(order.placedAt ?? order.createdAt),
      "parcel": slip.place.count > 1
        ? say("packing_slip.parcel", ["number": String(slip.place.number), "count": String(slip.place.count)]) : "",
      "shop": DocumentText.plain(slip.facts.settings.shopName),
      "to_label": say(slip.facts.pickup == nil ? "packing_slip.to" : "packing_slip.for", [:]),
      "delivery_label": say(slip.facts.pickup == nil ? "packing_slip.delivery" : "packing_slip.pickup", [:]),
      "quantity_head": say("packing_slip.quantity", [:]), "item_head": say("packing_slip.item", [:]),
      "price_head": showsPrices ? say("packing_slip.price", [:]) : "", "amount_head": showsPrices ? say("packing_slip.amount", [:]) : "",
      "others_label": slip.others.isEmpty ? "" : say("packing_slip.others", [:]), "note": DocumentText.plain(order.customerNote ?? ""),
    ]
    var values: [String: Any] = texts.filter { !$0.value.isEmpty }
    values["seller"] = seller()
    values["to"] = recipient()
    values["delivery"] = delivery()
    values["rows"] = slip.rows.map { row($0, showsPrices: showsPrices) }
    values["others"] = slip.others.map { row($0, showsPrices: false) }
    return values
  }

  private func seller() -> [String] {
    let settings = slip.facts.settings
    let address = (slip.facts.from?.address).map { lines(of: $0, named: false) } ?? []
    return address + [settings.contactPhone, settings.contactEmail].compactMap(\.self).map(DocumentText.plain)
  }

  private func recipient() -> [String] {
    let order = slip.order
    let name = order.customer?.name ?? order.customer?.company
    if slip.facts.pickup == nil, let address = order.shippingAddress ?? order.billingAddress {
      let lines = lines(of: address, named: true)
      return address.name == nil && address.company == nil ? (name.map { [DocumentText.plain($0)] } ?? []) + lines : lines
    }
    return [name, order.customer?.phone].compactMap(\.self).map(DocumentText.plain)
  }

  /// The country by its name, in the language of the sheet.
  private func lines(of address: Address, named: Bool) -> [String] {
    var address = address
    address.country = address.country.map { CountryNames.name($0, in: language) }
    return InvoiceWriter.lines(of: address, named: named)
  }

  private func delivery() -> [String] {
    if let pickup = slip.facts.pickup {
      return [DocumentText.plain(pickup.name)] + (pickup.address.map { lines(of: $0, named: false) } ?? [])
    }
    return [slip.order.shippingLine?.title, slip.shipment?.courier, slip.shipment?.trackingNumber].compactMap(\.self)
      .map(DocumentText.plain)
  }

  private func row(_ row: PackingSlip.Row, showsPrices: Bool) -> [String: Any] {
    let line = row.line
    let properties = line.properties.map { "\($0.name): \($0.value)" }
    let details = ([line.sku] + properties + [line.note]).compactMap(\.self).map(DocumentText.plain)
    var values: [String: Any] = [
      "quantity": locale.quantity(row.quantity, unit: line.unit), "title": DocumentText.plain(line.title), "details": details,
    ]
    if showsPrices {
      values["price"] = locale.price(line.unitPrice)
      // As the price is, before tax is added or with it; what a part of a line costs is nobody's figure, since discounts belong to the
      // whole of it.
      let amount = (line.totals?.subtotal.minorUnits ?? 0) - (line.totals?.discountTotal.minorUnits ?? 0)
      values["amount"] = row.quantity == line.quantity ? locale.money(amount) : "–"
    }
    return values
  }
}

package import Domain

extension InvoiceDocument {
  /// What is known of an invoice beside what was frozen in it.
  package struct Standing: Sendable {
    /// Where its link leads; nil where there is none to give.
    package let link: String?
    /// A newer one counts.
    package let isSuperseded: Bool

    package init(link: String?, isSuperseded: Bool) {
      self.link = link
      self.isSuperseded = isSuperseded
    }
  }

  /// A text of the catalogue by its key, its `{name}` places filled.
  package typealias Words = (_ key: String, _ values: [String: String]) -> String

  /// - Parameter language: the language that `say` speaks.
  package init(_ invoice: InvoiceSnapshot, standing: Standing, language: String, say: @escaping Words) {
    let writer = InvoiceWriter(
      invoice: invoice, locale: DocumentLocale(currency: invoice.currency, timeZone: invoice.timeZone, say: say), say: say)
    let isCredit = invoice.corrects != nil
    self.init(
      language: language, isRightToLeft: writer.locale.isRightToLeft, title: say(isCredit ? "invoice.credit_note" : "invoice.title", [:]),
      number: invoice.invoiceNumber ?? invoice.orderNumber, reference: writer.reference(),
      mark: standing.isSuperseded ? say("invoice.superseded", [:]) : invoice.issuedAt == nil ? say("invoice.preview", [:]) : nil,
      shopName: DocumentText.plain(invoice.seller.shopName), seller: writer.seller(), facts: writer.facts(), parties: writer.parties(),
      heads: writer.heads(), rows: invoice.lines.map(writer.row), sums: writer.sums(),
      total: Fact(label: say(isCredit ? "invoice.credit_total" : "invoice.total", [:]), value: writer.locale.money(invoice.total)),
      taxes: writer.taxes(), notes: writer.notes(), due: writer.due(),
      transfer: isCredit ? nil : invoice.seller.bank.map(writer.transfer),
      online: isCredit ? nil : standing.link.map(writer.online),
      footer: DocumentText.lines(invoice.seller.footer), pageWords: say("invoice.page", [:]),
      writtenAt: invoice.issuedAt ?? invoice.orderedAt)
  }
}

/// Turns the parts of a snapshot into words and figures, one part at a time.
struct InvoiceWriter {
  let invoice: InvoiceSnapshot
  let locale: DocumentLocale
  let say: InvoiceDocument.Words

  func seller() -> [String] {
    let seller = invoice.seller
    return (seller.legalName.map { [$0] } ?? []).map(DocumentText.plain) + (seller.address.map { Self.lines(of: $0, named: false) } ?? [])
      + (seller.taxID.map { [say("invoice.tax_id", ["number": DocumentText.plain($0)])] } ?? [])
      + [seller.phone, seller.email].compactMap(\.self).map(DocumentText.plain)
  }

  func reference() -> String {
    let order = invoice.orderNumber
    guard let number = invoice.invoiceNumber else { return say("invoice.reference_draft", ["order": order]) }
    return say(invoice.corrects == nil ? "invoice.reference" : "invoice.reference_credit", ["number": number, "order": order])
  }

  func facts() -> [InvoiceDocument.Fact] {
    var facts: [InvoiceDocument.Fact] = []
    func add(_ key: String, _ value: String?) {
      if let value { facts.append(.init(label: say(key, [:]), value: DocumentText.plain(value))) }
    }
    let number = invoice.invoiceNumber ?? (invoice.issuedAt == nil ? say("invoice.number_later", [:]) : nil)
    add(invoice.corrects == nil ? "invoice.number" : "invoice.credit_number", number)
    add("invoice.corrects", invoice.corrects)
    add("invoice.supplements", invoice.supplements)
    if !invoice.corrections.isEmpty { add("invoice.corrections", invoice.corrections.joined(separator: ", ")) }
    if invoice.revision > 1, invoice.corrects == nil { add("invoice.revision", String(invoice.revision)) }
    add("invoice.date", locale.date(invoice.issuedAt ?? invoice.orderedAt))
    add("invoice.order", invoice.orderNumber)
    add("invoice.purchase_order", invoice.purchaseOrderNumber)
    add("invoice.terms_title", invoice.payment?.title)
    add("invoice.due", invoice.payment.map { locale.date($0.dueOn) })
    return facts
  }

  func parties() -> [InvoiceDocument.Block] {
    var billed: [String] = []
    for line in [invoice.buyer?.company, invoice.buyer?.name] {
      if let line = line.map(DocumentText.plain), !billed.contains(line) { billed.append(line) }
    }
    for line in invoice.billingAddress.map({ Self.lines(of: $0, named: true) }) ?? [] where !billed.contains(line) { billed.append(line) }
    if let number = invoice.buyer?.taxID { billed.append(say("invoice.tax_id", ["number": DocumentText.plain(number)])) }
    let delivered = invoice.shippingAddress.map { Self.lines(of: $0, named: true) } ?? []
    return [("invoice.buyer", billed), ("invoice.deliver_to", delivered)].filter { !$0.1.isEmpty }
      .map { .init(heading: say($0.0, [:]), lines: $0.1) }
  }

  func heads() -> InvoiceDocument.Heads {
    .init(
      item: say("invoice.item", [:]), quantity: say("invoice.quantity", [:]), price: say("invoice.price", [:]),
      tax: say("invoice.tax", [:]),
      amount: say("invoice.amount", ["currency": invoice.currency.code]), taxName: say("invoice.tax", [:]),
      taxBase: say("invoice.tax_base", [:]), taxAmount: say("invoice.tax_amount", [:]), taxGross: say("invoice.tax_gross", [:]))
  }

  func row(_ line: InvoiceLine) -> InvoiceDocument.Row {
    var details = line.reductions.map { reduction in
      "\(reduction.title.map(DocumentText.plain) ?? say("invoice.discount", [:])) \(locale.amount(-reduction.amount))"
    }
    if let cycle = line.cycle {
      details.append(say("invoice.cycle_\(cycle.interval.rawValue)", ["count": String(cycle.count)]))
    }
    details += DocumentText.lines(line.note)
    return .init(
      title: DocumentText.plain(line.title), details: details,
      quantity: locale.quantity(line.quantity, unit: line.unit.map(DocumentText.plain)), price: locale.price(line.unitPrice),
      tax: line.rates.map(locale.percent).joined(separator: " + "), amount: locale.amount(line.amount))
  }

  func sums() -> [InvoiceDocument.Sum] {
    let changes = invoice.changes + (invoice.delivery.map { [$0] } ?? [])
    var sums: [InvoiceDocument.Sum] = []
    let outside = invoice.taxes.filter { !$0.includesTax }
    if !invoice.lines.isEmpty, !changes.isEmpty || !outside.isEmpty {
      let goods = invoice.lines.reduce(Int64(0)) { $0.addingReportingOverflow($1.amount).partialValue }
      sums.append(.init(label: say("invoice.subtotal", [:]), amount: locale.amount(goods), isIncluded: false))
    }
    for change in changes {
      let label = change.title.map(DocumentText.plain) ?? say("invoice.\(change.kind)", [:])
      sums.append(.init(label: label, amount: locale.amount(change.amount), isIncluded: false))
    }
    for tax in outside { sums.append(.init(label: name(tax), amount: locale.amount(tax.amount), isIncluded: false)) }
    for tax in invoice.taxes where tax.includesTax {
      sums.append(.init(label: say("invoice.included", ["tax": name(tax)]), amount: locale.amount(tax.amount), isIncluded: true))
    }
    return sums
  }

  func taxes() -> [InvoiceDocument.TaxRow] {
    invoice.taxes.map { tax in
      .init(
        label: name(tax), base: locale.amount(tax.taxable), amount: locale.amount(tax.amount),
        gross: locale.amount(tax.taxable.addingReportingOverflow(tax.amount).partialValue))
    }
  }

  func notes() -> [InvoiceDocument.Block] {
    var notes = [
      (say("invoice.note", [:]), DocumentText.lines(invoice.customerNote)), (say("invoice.terms", [:]), DocumentText.lines(invoice.terms)),
    ]
    if let payment = invoice.payment, payment.parts.count > 1 {
      let parts = payment.parts.map { part in
        say(
          part.isDeposit ? "invoice.deposit" : "invoice.rest",
          ["amount": locale.money(part.amount), "date": locale.date(part.dueOn)])
      }
      notes.insert((say("invoice.installments", [:]), parts), at: 0)
    }
    return notes.filter { !$0.1.isEmpty }.map { .init(heading: $0.0, lines: $0.1) }
  }

  func due() -> String? {
    invoice.corrects == nil ? invoice.payment.map { say("invoice.pay_by", ["date": locale.date($0.dueOn)]) } : nil
  }

  /// The account, the sum and what to write on it, a line each.
  func transfer(_ account: BankAccount) -> InvoiceDocument.Block {
    let iban = account.iban.flatMap(IBAN.init)?.grouped
    let facts: [(key: String, value: String?)] = [
      ("holder", account.holder), ("iban", iban), ("bic", account.bic), ("account_number", account.accountNumber),
      ("sort_code", account.sortCode), ("promptpay", account.promptPayID), ("bank_name", account.bankName),
      // A preview has no number yet that a payer could name.
      ("reference", invoice.invoiceNumber.map(account.reference)),
    ]
    let lines = facts.compactMap { fact in
      fact.value.map { "\(say("transfer.\(fact.key)", [:])): \(DocumentText.plain($0))" }
    }
    return .init(heading: say("transfer.title", [:]), lines: lines + DocumentText.lines(account.details))
  }

  func online(_ link: String) -> InvoiceDocument.Online {
    .init(heading: say("invoice.online", [:]), hint: say("invoice.online_hint", [:]), link: link, code: QRCode(link))
  }

  private func name(_ tax: InvoiceTax) -> String {
    "\(DocumentText.plain(tax.title)) \(locale.percent(tax.rate))"
  }

  static func lines(of address: Address, named: Bool) -> [String] {
    let place = [address.postalCode, address.city].compactMap(\.self).joined(separator: " ")
    let named = named ? [address.company, address.name] : []
    return (named + [address.line1, address.line2, place.isEmpty ? nil : place, address.region, address.country]).compactMap(\.self)
      .map(DocumentText.plain)
  }
}

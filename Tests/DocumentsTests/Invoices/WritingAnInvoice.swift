import Documents
import Domain
import Testing

/// What an invoice says, before it is drawn.
struct WritingAnInvoice {
  @Test func `lines, changes, delivery and taxes on top add up to the total`() throws {
    let invoice = try InvoiceFixtures.terrace()
    #expect(invoice.sumOfParts == invoice.total)
    var wrong = invoice
    wrong.lines[0].amount += 1
    #expect(wrong.sumOfParts != wrong.total)
  }

  @Test func `whatever money depends on changes the text that is hashed`() throws {
    let invoice = try InvoiceFixtures.terrace()
    var others = [invoice, invoice, invoice, invoice]
    others[0].lines[0].amount += 1
    others[1].changes[0] = InvoiceChange(kind: "discount", title: "Another", amount: -1115)
    others[2].delivery = nil
    others[3].lines.swapAt(0, 1)
    #expect(Set((others + [invoice]).map(\.moneyText)).count == 5)
    var later = invoice
    later.customerNote = "Ring twice"
    #expect(later.moneyText == invoice.moneyText)
  }

  @Test func `figures are written as the catalogue says`() throws {
    let document = InvoiceFixtures.document(try InvoiceFixtures.terrace())
    #expect(document.total.value == "€214.38")
    #expect(document.rows.map(\.amount) == ["66.60", "83.30", "16.13", "57.00"])
    #expect(document.rows[2].quantity == "12.5\u{A0}kg")
    #expect(document.sums.map(\.amount) == ["223.03", "\u{2212}11.15", "\u{2212}10.00", "12.50", "25.21", "6.53"])
    #expect(document.taxes.map(\.gross) == ["145.24", "79.14"])
    #expect(document.facts.contains { $0.value == "27 March 2026" })
  }

  @Test(arguments: [
    ("JPY", 1240, "¥1,240"), ("KWD", 1240, "KWD\u{202F}1.240"), ("EUR", -5, "\u{2212}€0.05"), ("EUR", 123_456_789, "€1,234,567.89"),
  ])
  func `money is written whole, in every currency`(code: String, amount: Int64, text: String) throws {
    let locale = DocumentLocale(currency: try #require(Currency(code)), timeZone: "UTC", say: InvoiceFixtures.say)
    #expect(locale.money(amount) == text)
  }

  @Test func `a price finer than a cent keeps its decimals`() throws {
    let locale = DocumentLocale(currency: try #require(Currency("EUR")), timeZone: "UTC", say: InvoiceFixtures.say)
    #expect(locale.price(try #require(UnitPrice(text: "1033.3"))) == "10.333")
    #expect(locale.price(try #require(UnitPrice(text: "0.5"))) == "0.005")
    #expect(locale.price(try #require(UnitPrice(text: "300"))) == "3.00")
  }

  @Test func `a day is the shop's`() throws {
    let locale = DocumentLocale(currency: try #require(Currency("EUR")), timeZone: "Asia/Bangkok", say: InvoiceFixtures.say)
    #expect(locale.date(try #require(Instant(text: "2026-03-11T18:00:00Z"))) == "12 March 2026")
  }

  @Test func `marks that turn or hide text are left out, letters that join stay`() throws {
    var invoice = try InvoiceFixtures.terrace()
    invoice.lines[0].title = "a\u{202E}b\u{2066}c\u{200B}\u{7}d"
    invoice.lines[1].title = "क्\u{200D}ष"
    let document = InvoiceFixtures.document(invoice)
    #expect(document.rows[0].title == "abcd")
    #expect(document.rows[1].title == "क्\u{200D}ष")
  }

  @Test func `a preview and an old version say what they are`() throws {
    #expect(InvoiceFixtures.document(try InvoiceFixtures.terrace()).mark == nil)
    #expect(InvoiceFixtures.document(try InvoiceFixtures.terrace(issued: false)).mark == "invoice.preview")
    #expect(InvoiceFixtures.document(try InvoiceFixtures.terrace(), isSuperseded: true).mark == "invoice.superseded")
  }

  @Test func `a credit note names its invoice and asks for no money`() throws {
    var note = try InvoiceFixtures.terrace()
    note.corrects = "INV-7"
    let document = InvoiceFixtures.document(note)
    #expect(document.title == "invoice.credit_note" && document.online == nil && document.due == nil)
    #expect(document.facts.contains { $0.value == "INV-7" && $0.label == "invoice.corrects" })
  }
}

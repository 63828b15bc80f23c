import Domain

/// An invoice on A4 sheets as a PDF.
struct InvoicePaper {
  private let invoice: InvoiceDocument
  private var flow: PaperFlow

  /// Where the columns begin and how wide they are, in points.
  private enum Column {
    static let gap = 8.0
    static let item = (x: Sheet.margin, width: 231.0)
    static let quantity = (x: Sheet.margin + 239, width: 62.0)
    static let price = (x: Sheet.margin + 309, width: 64.0)
    static let tax = (x: Sheet.margin + 381, width: 40.0)
    static let amount = (x: Sheet.margin + 429, width: 70.276)
  }

  private static let sumsX = Sheet.margin + 239
  private static let sumsWidth = Sheet.inner - 239

  /// The octets of the PDF.
  static func pdf(_ invoice: InvoiceDocument) -> [UInt8] {
    let canvas = PaperCanvas(isRightToLeft: invoice.isRightToLeft, title: invoice.reference, date: invoice.writtenAt.text)
    var paper = InvoicePaper(invoice: invoice, flow: PaperFlow(canvas: canvas))
    paper.head()
    paper.parties()
    paper.lines()
    paper.sums()
    paper.taxes()
    paper.words()
    return paper.flow.draw(start: "\(invoice.shopName) · \(invoice.reference)", number: invoice.pageNumber)
  }

  private mutating func head() {
    let half = 250.0
    if let mark = invoice.mark {
      flow.run(mark, .strong)
      flow.y += 8
    }
    let top = flow.y
    flow.y += flow.text(invoice.shopName, .shop, x: Sheet.margin, width: Sheet.inner - half - 12) + 4
    for line in invoice.seller { flow.y += flow.text(line, .small, x: Sheet.margin, width: Sheet.inner - half - 12) }
    let left = flow.y
    flow.y = top
    let x = Sheet.margin + Sheet.inner - half
    flow.y += flow.text(invoice.title, .title.at(.end), x: x, width: half) + 2
    for fact in invoice.facts {
      let label = flow.text(fact.label, .small.at(.end), x: x, width: 110, down: 1.5)
      let value = flow.text(fact.value, .body.at(.end), x: x + 116, width: half - 116)
      flow.y += max(label, value)
    }
    flow.y = max(left, flow.y) + 18
  }

  private mutating func parties() {
    let width = (Sheet.inner - 20) / 2
    let top = flow.y
    var lowest = top
    for (index, party) in invoice.parties.enumerated() {
      let x = Sheet.margin + Double(index) * (width + 20)
      flow.y = top
      flow.y += flow.text(party.heading, .small, x: x, width: width) + 1
      for (place, line) in party.lines.enumerated() { flow.y += flow.text(line, place == 0 ? .strong : .body, x: x, width: width) }
      lowest = max(lowest, flow.y)
    }
    flow.y = lowest + 18
  }

  private mutating func lines() {
    let heads = invoice.heads
    let tableHead: (inout PaperFlow) -> Void = { flow in
      flow.text(heads.item, .small, x: Column.item.x, width: Column.item.width)
      flow.text(heads.quantity, .small.at(.end), x: Column.quantity.x, width: Column.quantity.width)
      flow.text(heads.price, .small.at(.end), x: Column.price.x, width: Column.price.width)
      flow.text(heads.tax, .small.at(.end), x: Column.tax.x, width: Column.tax.width)
      flow.text(heads.amount, .small.at(.end), x: Column.amount.x, width: Column.amount.width)
      flow.y += 14
      flow.rule(0.9)
      flow.y += 5
    }
    flow.need(60)
    tableHead(&flow)
    flow.head = tableHead
    for row in invoice.rows { line(row) }
    flow.head = nil
    flow.y += 6
  }

  private mutating func line(_ row: InvoiceDocument.Row) {
    let cells = [(row.quantity, Column.quantity), (row.price, Column.price), (row.tax, Column.tax), (row.amount, Column.amount)]
    let canvas = flow.canvas
    let tallest = cells.map { canvas.height(of: $0.0, .body, width: $0.1.width) }.max() ?? 0
    let title = canvas.height(of: row.title, .body, width: Column.item.width)
    let details = row.details.map { canvas.height(of: $0, .small, width: Column.item.width) }
    let whole = max(tallest, title + details.reduce(0, +)) + 9
    // A line stays together unless it alone is more than a third of a sheet.
    flow.need(whole < Sheet.height / 3 ? whole : max(tallest, title))
    let top = flow.y
    for (text, column) in cells { flow.text(text, .body.at(.end), x: column.x, width: column.width) }
    flow.run(row.title, .body, width: Column.item.width)
    for detail in row.details { flow.run(detail, .small, width: Column.item.width) }
    // A cell may be taller than the words beside it, as long as both are on one sheet.
    if flow.y >= top { flow.y = max(flow.y, top + tallest) }
    flow.y += 4
    flow.rule(0.5)
    flow.y += 5
  }

  private mutating func sums() {
    let width = Self.sumsWidth - 92
    let isWithCode = invoice.online?.code != nil
    flow.need(isWithCode ? 130 : 60)
    let top = flow.y
    let page = flow.pages.count
    online()
    let left = flow.y
    flow.y = top
    for sum in invoice.sums {
      let style = sum.isIncluded ? TextStyle.small : .body
      flow.need(flow.canvas.height(of: sum.label, style, width: width) + 4)
      let label = flow.text(sum.label, style, x: Self.sumsX, width: width)
      let amount = flow.text(sum.amount, style.at(.end), x: Self.sumsX + width, width: 92)
      flow.y += max(label, amount) + 3
    }
    flow.need(34)
    flow.rule(0.9, x: Self.sumsX, width: Self.sumsWidth)
    flow.y += 6
    let half = Self.sumsWidth / 2
    let label = flow.text(invoice.total.label, .total, x: Self.sumsX, width: half)
    let amount = flow.text(invoice.total.value, .total.at(.end), x: Self.sumsX + half, width: half)
    flow.y += max(label, amount)
    if flow.pages.count == page { flow.y = max(flow.y, left) }
    flow.y += 18
  }

  /// The code of the link, what to do with it, and by when.
  private mutating func online() {
    let x = Sheet.margin
    let width = 225.0
    if let online = invoice.online {
      let size = online.code == nil ? 0.0 : 92.0
      let top = flow.y
      if let code = online.code { flow.put(.code(code, x: x, y: flow.y, size: size)) }
      let side = size == 0 ? x : x + size + 12
      let rest = width - (side - x)
      flow.y += flow.text(online.heading, .strong, x: side, width: rest) + 2
      flow.y += flow.text(online.hint, .small, x: side, width: rest) + 4
      if let due = invoice.due { flow.y += flow.text(due, .strong, x: side, width: rest) }
      flow.y = max(flow.y, top + size) + 8
      flow.y += flow.text(online.link, TextStyle(size: 6.5, grey: 0.36), x: x, width: width)
    } else if let due = invoice.due {
      flow.y += flow.text(due, .strong, x: x, width: width)
    }
  }

  private mutating func taxes() {
    guard !invoice.taxes.isEmpty else { return }
    let heads = invoice.heads
    let width = 90.0
    let name = Sheet.inner - 3 * width
    func row(_ flow: inout PaperFlow, _ cells: [String], _ style: TextStyle) {
      var height = flow.text(cells[0], style, x: Sheet.margin, width: name)
      for (index, cell) in cells.dropFirst().enumerated() {
        height = max(height, flow.text(cell, style.at(.end), x: Sheet.margin + name + Double(index) * width, width: width))
      }
      flow.y += height + 2
    }
    flow.need(44)
    row(&flow, [heads.taxName, heads.taxBase, heads.taxAmount, heads.taxGross], .small)
    flow.rule(0.5)
    flow.y += 4
    for tax in invoice.taxes {
      flow.need(18)
      row(&flow, [tax.label, tax.base, tax.amount, tax.gross], .body)
    }
    flow.y += 14
  }

  private mutating func words() {
    for note in (invoice.transfer.map { [$0] } ?? []) + invoice.notes {
      flow.need(32)
      flow.run(note.heading, .small)
      for line in note.lines { flow.run(line.isEmpty ? " " : line, .body) }
      flow.y += 10
    }
    guard !invoice.footer.isEmpty else { return }
    flow.need(30)
    flow.rule(0.5)
    flow.y += 6
    for line in invoice.footer { flow.run(line.isEmpty ? " " : line, .small) }
  }
}

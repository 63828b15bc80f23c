/// Fills one sheet after the other from the top: keeps the place, turns the page, repeats what stands at the head of each.
struct PaperFlow {
  let canvas: PaperCanvas
  private(set) var pages: [[PaperMark]] = [[]]
  /// Points from the top of the sheet to where the next thing goes.
  var y = Sheet.top
  /// What every further sheet begins with; returns the points it took.
  var head: ((inout PaperFlow) -> Void)?

  init(canvas: PaperCanvas) {
    self.canvas = canvas
  }

  mutating func put(_ mark: PaperMark) {
    pages[pages.count - 1].append(mark)
  }

  /// A text at this height, and how tall it is; the place stays.
  @discardableResult
  mutating func text(_ text: String, _ style: TextStyle, x: Double, width: Double, down: Double = 0) -> Double {
    put(.text(text, style, x: x, y: y + down, width: width))
    return canvas.height(of: text, style, width: width)
  }

  mutating func rule(_ weight: Double, x: Double = Sheet.margin, width: Double = Sheet.inner) {
    put(.rule(x: x, y: y, width: width, weight: weight))
  }

  /// Turns the page where less than `height` points are left, unless the sheet is fresh.
  mutating func need(_ height: Double) {
    if y + height > Sheet.bottom, !pages[pages.count - 1].isEmpty { turn() }
  }

  mutating func turn() {
    pages.append([])
    y = Sheet.top
    if let head { head(&self) }
  }

  /// A text that may go on over the page; the place moves below it.
  mutating func run(_ text: String, _ style: TextStyle, x: Double = Sheet.margin, width: Double = Sheet.inner) {
    for part in canvas.parts(of: text, style, width: width, height: Sheet.bottom - Sheet.top - 60) {
      let height = canvas.height(of: part, style, width: width)
      need(height)
      put(.text(part, style, x: x, y: y, width: width))
      y += height
    }
  }

  /// Everything on its sheet, page numbers below.
  func draw(start: String, number: (Int, Int) -> String) -> [UInt8] {
    for (index, marks) in pages.enumerated() {
      for mark in marks { canvas.draw(mark) }
      let half = Sheet.inner / 2
      canvas.draw(.text(start, .small, x: Sheet.margin, y: 806, width: half))
      canvas.draw(.text(number(index + 1, pages.count), .small.at(.end), x: Sheet.margin + half, y: 806, width: half))
      canvas.endPage()
    }
    return canvas.finish()
  }
}

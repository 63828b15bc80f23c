import Domain

/// Net sales of each day, stacked by where they came from, as SVG; widths in percent, so that it fits any width with its texts as they are.
struct DayChart {
  /// A day, or several of a long period.
  struct Column {
    let first: CalendarDate
    let last: CalendarDate
    var parts: [ChannelGroup: Int128] = [:]

    var net: Int128 { parts.values.reduce(0, +) }
    fileprivate var above: Int128 { parts.values.reduce(0) { $0 + max($1, 0) } }
    fileprivate var below: Int128 { parts.values.reduce(0) { $0 + min($1, 0) } }
  }

  let columns: [Column]
  let format: ReportFormat
  let title: String

  private static let height = 260
  private static let mostColumns: Int64 = 62
  private static let labels = 4

  /// Days up to two months, weeks up to a year, longer stretches beyond.
  static func daysInColumn(of count: Int64) -> Int64 {
    if count <= mostColumns { return 1 }
    return count <= mostColumns * 7 ? 7 : max(30, count / mostColumns)
  }

  static func columns(
    _ daily: [(day: CalendarDate, channel: Channel, figures: SalesFigures)], from first: CalendarDate, through last: CalendarDate
  ) -> [Column] {
    let size = daysInColumn(of: last.dayNumber - first.dayNumber + 1)
    var columns = stride(from: first.dayNumber, through: last.dayNumber, by: Int(clamping: size)).compactMap { start -> Column? in
      guard let day = CalendarDate(dayNumber: start) else { return nil }
      return Column(first: day, last: min(last, day.adding(days: size - 1)))
    }
    for cell in daily {
      let index = Int(clamping: (cell.day.dayNumber - first.dayNumber) / size)
      guard columns.indices.contains(index) else { continue }
      columns[index].parts[ChannelGroup(cell.channel), default: 0] += cell.figures.net
    }
    return columns
  }

  /// What occurs, for the legend.
  var groups: [ChannelGroup] { ChannelGroup.allCases.filter { group in columns.contains { ($0.parts[group] ?? 0) != 0 } } }

  func svg() -> String {
    let unit = (0..<format.currency.exponent).reduce(Int128(1)) { value, _ in value * 10 }
    let scale = ChartScale(columns.flatMap { [$0.above, $0.below] }, unit: unit)
    var axis = "<svg class=\"chart\" aria-hidden=\"true\" width=\"60\" height=\"\(Self.height + 32)\">"
    var svg = "<svg class=\"chart\" role=\"img\" aria-labelledby=\"chart-days-title chart-days-text\" width=\"100%\""
    svg += " height=\"\(Self.height + 32)\">"
    svg += "<title id=\"chart-days-title\">\(HTMLText.escaped(title))</title>"
    svg += "<desc id=\"chart-days-text\">\(HTMLText.escaped(description))</desc>"
    for value in scale.lines where value == 0 || !groups.isEmpty {
      let y = self.y(value, scale)
      axis += "<text class=\"chart-muted\" x=\"54\" y=\"\(y + 5)\" text-anchor=\"end\">\(HTMLText.escaped(format.roundMoney(value)))</text>"
      svg += "<line class=\"chart-line\" x1=\"0\" x2=\"100%\" y1=\"\(y)\" y2=\"\(y)\"/>"
    }
    for (index, column) in columns.enumerated() { svg += self.column(column, at: index, scale) }
    svg += columns.isEmpty || columns.allSatisfy { $0.parts.isEmpty } ? empty : ""
    return "<div class=\"chart-frame\">\(axis)</svg>\(svg)</svg></div>"
  }

  private var empty: String {
    let words = HTMLText.escaped(format.texts.say("reports.empty"))
    return "<text class=\"chart-muted\" x=\"50%\" y=\"\(Self.height / 2)\" text-anchor=\"middle\">\(words)</text>"
  }

  private func column(_ column: Column, at index: Int, _ scale: ChartScale) -> String {
    let slot = 10_000 / max(columns.count, 1)
    let gap = columns.count > 40 ? slot / 8 : slot * 3 / 20
    let x = SVGNumber.percent(index * slot + gap)
    let width = SVGNumber.percent(max(slot - 2 * gap, 20))
    var svg = "<g><title>\(HTMLText.escaped(words(column)))</title>"
    var (above, below) = (Int128(0), Int128(0))
    for group in ChannelGroup.allCases {
      guard let part = column.parts[group], part != 0 else { continue }
      let (from, to) = part > 0 ? (above, above + part) : (below + part, below)
      if part > 0 { above = to } else { below = from }
      let (top, bottom) = (y(to, scale), y(from, scale))
      // One pixel between the parts.
      svg += "<rect class=\"chart-\(group.rawValue)\" x=\"\(x)\" width=\"\(width)\" y=\"\(top)\" height=\"\(max(bottom - top - 1, 1))\"/>"
    }
    svg += "</g>"
    let every = (columns.count + Self.labels - 1) / Self.labels
    guard index.isMultiple(of: max(every, 1)) else { return svg }
    return svg + "<text class=\"chart-muted\" x=\"\(x)\" y=\"\(Self.height + 24)\">\(HTMLText.escaped(format.day(column.first)))</text>"
  }

  private func words(_ column: Column) -> String {
    let parts = ChannelGroup.allCases.compactMap { group in
      column.parts[group].map { "\(format.texts.say("reports.group.\(group.rawValue)")) \(format.money($0))" }
    }
    return (["\(format.range(column.first, column.last)): \(format.money(column.net))"] + (parts.count > 1 ? parts : [])).joined(
      separator: "\n")
  }

  private var description: String {
    guard let best = columns.max(by: { $0.net < $1.net }), best.net > 0 else { return format.texts.say("reports.empty") }
    return format.texts.say("reports.best", ["day": format.range(best.first, best.last), "amount": format.money(best.net)])
  }

  private func y(_ value: Int128, _ scale: ChartScale) -> Int { 8 + (Self.height - 8) * (10_000 - scale.place(value)) / 10_000 }
}

import Domain

/// Two bars for each of the biggest rows, net sales and profit, as SVG; lengths in percent, so that it fits any width with its texts as they are.
struct GroupChart {
  struct Bar {
    let name: String
    let net: Int128
    let profit: Int128
  }

  let bars: [Bar]
  let format: ReportFormat
  let title: String

  static let most = 7
  private static let rowHeight = 40
  /// Of the plot's width; the rest is for the values at the bars.
  private static let widest = 72

  /// The names beside the bars; what a reader hears is all with the bars.
  func svg() -> String {
    let height = (bars.isEmpty ? Self.most : bars.count) * Self.rowHeight + 4
    let texts = format.texts
    var names = "<svg class=\"chart\" aria-hidden=\"true\" width=\"112\" height=\"\(height)\">"
    var plot =
      "<svg class=\"chart\" role=\"img\" aria-labelledby=\"chart-groups-title chart-groups-text\" width=\"100%\" height=\"\(height)\">"
    plot += "<title id=\"chart-groups-title\">\(HTMLText.escaped(title))</title>"
    plot += "<desc id=\"chart-groups-text\">\(HTMLText.escaped(bars.isEmpty ? texts.say("reports.empty") : description))</desc>"
    plot += "<line class=\"chart-line\" x1=\"0\" x2=\"0\" y1=\"0\" y2=\"\(height)\"/>"
    if bars.isEmpty {
      plot += "<text class=\"chart-muted\" x=\"50%\" y=\"\(height / 2)\" text-anchor=\"middle\">"
      plot += HTMLText.escaped(texts.say("reports.empty")) + "</text>"
    }
    for (index, bar) in bars.enumerated() {
      let y = index * Self.rowHeight
      names += "<text x=\"0\" y=\"\(y + 22)\">\(HTMLText.escaped(Self.shortened(bar.name)))</text>"
      plot += row(bar.net, y: y + 5, height: 12, style: "chart-net", text: "chart-text", name: bar.name, word: texts.say("reports.net"))
      plot += row(
        bar.profit, y: y + 20, height: 8, style: "chart-profit", text: "chart-muted", name: bar.name, word: texts.say("reports.profit"))
    }
    return "<div class=\"chart-frame\">\(names)</svg>\(plot)</svg></div>"
  }

  private func row(_ value: Int128, y: Int, height: Int, style: String, text: String, name: String, word: String) -> String {
    let top = bars.flatMap { [$0.net, $0.profit] }.map { max($0, 0) }.max() ?? 0
    // A loss has no length; its value says it.
    let length = top > 0 ? Int(clamping: max(value, 0) * Int128(Self.widest * 100) / top) : 0
    let width = SVGNumber.percent(length)
    let words = HTMLText.escaped("\(name): \(word) \(format.money(value))")
    return """
      <rect class="\(style)" x="0" y="\(y)" width="\(width)" height="\(height)"><title>\(words)</title></rect>\
      <text class="\(text)" x="\(width)" dx="8" y="\(y + height / 2 + 5)">\(HTMLText.escaped(format.roundMoney(value)))</text>
      """
  }

  private var description: String {
    bars.map {
      "\($0.name): \(format.texts.say("reports.net")) \(format.money($0.net)), \(format.texts.say("reports.profit")) \(format.money($0.profit))."
    }
    .joined(separator: " ")
  }

  private static func shortened(_ name: String) -> String { name.count > 15 ? "\(name.prefix(14))…" : name }
}

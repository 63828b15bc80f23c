extension InvoiceDocument {
  /// The invoice in plain words for a message: what, how much, by when, where to pay.
  package func text() -> String {
    var lines = ["\(shopName): \(reference)"]
    if let mark { lines.append(mark) }
    lines.append("")
    for row in rows {
      lines.append("\(row.quantity) × \(row.title), \(row.amount)")
      lines += row.details.map { "   \($0)" }
    }
    if !sums.isEmpty { lines.append("") }
    lines += sums.map { "\($0.label) \($0.amount)" }
    lines.append("\(total.label) \(total.value)")
    if let due { lines.append(due) }
    if let transfer { lines += ["", transfer.heading] + transfer.lines }
    for note in notes { lines += ["", note.heading] + note.lines }
    if let online { lines += ["", online.link] }
    if !footer.isEmpty { lines += [""] + footer }
    return lines.joined(separator: "\n") + "\n"
  }
}

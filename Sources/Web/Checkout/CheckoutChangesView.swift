import Documents
import Domain
import UseCases

/// What the shop changed since somebody looked last, line by line, old beside new.
struct CheckoutChangesView {
  let writer: CheckoutWriter

  /// Nil where nothing that they saw is different.
  var view: View? {
    guard let earlier = writer.sight.earlier, writer.sight.state != .updating else { return nil }
    let difference = InvoiceDifference(from: earlier, to: writer.sight.snapshot)
    let rows = difference.lines.map(line) + difference.changes.map(change)
    guard !difference.isEmpty else { return nil }
    return .object([
      "title": .text(writer.say("changed", ["revision": String(writer.sight.snapshot.revision)])), "rows": .list(rows),
      "total": row(
        writer.document.total.label, before: writer.locale.money(difference.totalBefore), after: writer.locale.money(difference.totalAfter)),
    ])
  }

  private func line(_ line: InvoiceDifference.Line) -> View {
    let title = (line.after ?? line.before).map { DocumentText.plain($0.title) } ?? ""
    return row(title, before: line.before.map(text), after: line.after.map(text))
  }

  private func text(_ line: InvoiceLine) -> String {
    let quantity = writer.locale.quantity(line.quantity, unit: line.unit.map(DocumentText.plain))
    return "\(quantity) × \(writer.locale.price(line.unitPrice)) = \(writer.locale.amount(line.amount))"
  }

  private func change(_ change: InvoiceDifference.Change) -> View {
    let named = change.after ?? change.before
    let label = named.map { $0.title.map(DocumentText.plain) ?? writer.texts.say("invoice.\($0.kind)") } ?? ""
    return row(
      label, before: change.before.map { writer.locale.amount($0.amount) }, after: change.after.map { writer.locale.amount($0.amount) })
  }

  private func row(_ label: String, before: String?, after: String?) -> View {
    var row: [String: View] = ["label": .text(label)]
    if let before { row["before"] = .text(before) }
    row["after"] = .text(after ?? writer.say("gone"))
    if before == nil { row["is_new"] = .text(writer.say("new")) }
    return .object(row)
  }
}

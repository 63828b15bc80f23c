import Documents
import Domain
import UseCases

/// The pick list in words and figures.
struct PickListView {
  let facts: PickingFacts
  let settings: ShopSettings
  let texts: Texts

  func values(_ assets: Assets) -> [String: View] {
    let locale = DocumentLocale(currency: settings.currency, timeZone: settings.timeZone, say: { texts.say($0, $1) })
    let list = facts.list
    var notes = [facts.locationName, texts.say("papers.pick_list.count", ["count": String(list.wanting.count)])].compactMap(\.self)
    if !list.done.isEmpty, !list.rows.isEmpty {
      notes.append(texts.say("papers.pick_list.done", ["numbers": list.done.map(\.shownNumber).joined(separator: ", ")]))
    }
    if facts.missing > 0 { notes.append(texts.say("papers.missing", ["count": String(facts.missing)])) }
    return [
      "sheets": .list(["tokens", "papers"].map { .text(assets.address(of: "styles/\($0).css")) }),
      "script": .text(assets.address(of: "office/papers/print-view.js")), "notes": .list(notes.map(View.text)),
      "shop": .text(settings.shopName), "any": .flag(!list.rows.isEmpty), "counts": .flag(!facts.levels.isEmpty),
      "rows": .list(list.rows.map { row($0, locale) }),
    ]
  }

  private func row(_ row: PickList.Row, _ locale: DocumentLocale) -> View {
    let details = [row.sku].compactMap(\.self) + row.wishes
    let shares = row.shares.map { share -> View in
      .object(["number": .text(share.number), "quantity": .text(locale.quantity(share.quantity, unit: row.unit))])
    }
    var values: [String: View] = [
      "quantity": .text(locale.quantity(row.quantity, unit: row.unit)), "title": .text(row.title),
      "details": .list(details.map(View.text)), "shares": .list(shares), "counts": .flag(!facts.levels.isEmpty),
    ]
    if let level = row.variantID.flatMap({ facts.levels[$0] }), let held = Quantity(thousandths: max(0, level.onHand)) {
      values["on_hand"] = .text(locale.quantity(held, unit: row.unit))
      values["short"] = .flag(held < row.quantity)
    }
    return .object(values)
  }
}

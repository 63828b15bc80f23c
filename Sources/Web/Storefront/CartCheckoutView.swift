import Documents
import Domain
import UseCases

/// What the page before buying shows: what was typed and refused stands again, each field with its own words.
struct CartCheckoutView {
  let writer: ShopWriter
  let form: CheckoutForm
  let typed: [String: String]
  let refusal: Refusal?

  var values: [String: View] {
    let cart = CartView(writer: writer, cart: form.cart)
    var values: [String: View] = [
      "fields": .list([
        field("email", type: "email", complete: "email", hint: "hint_email"),
        field("phone", type: "tel", complete: "tel", hint: "hint_phone"), field("name", type: "text", complete: "name", hint: "hint_name"),
      ]), "contact_title": .text(writer.say("your_contact")), "order_title": .text(writer.say("your_order")),
      "lines": .list(form.cart.lines.map(line)), "sums": .list(cart.sums), "buy": .text(writer.say("to_payment")),
      "buy_hint": .text(writer.say("not_charged_yet")), "edit_cart": .text(writer.say("edit_cart")),
    ]
    if let total = form.cart.order?.totals.total.minorUnits {
      values["expected"] = .text(String(total))
      values["total"] = .object([
        "label": .text(writer.say(form.cart.shipsGoods ? "total_without_delivery" : "total")), "amount": .text(writer.money(total)),
      ])
    }
    if form.cart.shipsGoods { values["ways"] = .object(ways) }
    if form.cart.shipsGoods, !form.places.isEmpty, form.cart.settings.onlineStore.takesPayOnCollection {
      values["pay"] = .object([
        "title": .text(writer.say("how_to_pay")), "now": .text(writer.say("pay_now")), "later": .text(writer.say("pay_later")),
        "later_hint": .text(writer.say("pay_later_hint")), "chooses_later": .flag(typed["pay"] == "later"),
        "error": error("pay"),
      ])
    }
    return values
  }

  private var ways: [String: View] {
    var rows: [View] = []
    let isOnly = form.places.count + (form.delivers ? 1 : 0) == 1
    if form.delivers {
      rows.append(way("delivery", writer.say("delivery"), writer.say("delivery_hint"), isChosen: isOnly || typed["way"] == "delivery"))
    }
    for place in form.places {
      let hint = [address(of: place.location), place.location.pickupNote.map(DocumentText.plain)].compactMap(\.self).joined(
        separator: " · ")
      rows.append(
        way(
          place.key, writer.say("pickup_at", ["place": DocumentText.plain(place.location.name)]), hint,
          isChosen: isOnly || typed["way"] == place.key))
    }
    var view: [String: View] = ["title": .text(writer.say("how_to_get")), "rows": .list(rows), "error": error("way")]
    if rows.isEmpty { view["none"] = .text(writer.say("no_way")) }
    return view
  }

  private func way(_ value: String, _ label: String, _ hint: String, isChosen: Bool) -> View {
    var view: [String: View] = [
      "value": .text(value), "label": .text(label), "chosen": .flag(isChosen), "travels": .flag(value == "delivery"),
    ]
    if !hint.isEmpty { view["hint"] = .text(hint) }
    return .object(view)
  }

  private func address(of location: Location) -> String? {
    guard let address = location.address else { return nil }
    let place = [address.postalCode, address.city].compactMap(\.self).joined(separator: " ")
    let parts = [address.line1, address.line2, place.isEmpty ? nil : place].compactMap(\.self)
    return parts.isEmpty ? nil : DocumentText.plain(parts.joined(separator: ", "))
  }

  private func field(_ name: String, type: String, complete: String, hint: String) -> View {
    var view: [String: View] = [
      "id": .text(name), "label": .text(writer.say("field_\(name)")), "type": .text(type), "complete": .text(complete),
      "value": .text(typed[name] ?? ""), "hint": .text(writer.say(hint)), "limit": .text(name == "phone" ? "64" : "255"),
    ]
    if case .text(let words) = error(name) { view["error"] = .text(words) }
    return .object(view)
  }

  private func error(_ name: String) -> View {
    refusal?.failures.first { $0.field == name }.map { .text(writer.words(of: $0)) } ?? .flag(false)
  }

  private func line(_ line: CartSight.Line) -> View {
    var view: [String: View] = [
      "name": .text(line.title), "count": .text(writer.quantity(line.quantity, unit: line.offer?.variant.unit ?? .piece)),
    ]
    if let amount = line.amount { view["amount"] = .text(writer.money(amount)) }
    return .object(view)
  }
}

import Documents
import Domain
import UseCases

/// What a customer completes on the page: delivery, billing, shipping, and the foot with the button to pay.
struct CheckoutDeskView {
  let writer: CheckoutWriter
  let page: CheckoutPage
  let token: String
  let takesCard: Bool

  private var sight: CheckoutSight { writer.sight }
  private var pay: CheckoutPayView { CheckoutPayView(writer: writer, page: page, own: own, takesCard: takesCard) }
  private var own: String { "\(CheckoutLinks.path)\(token)" }

  /// Only while nothing is under way; what was placed is not changed here any more.
  private var desk: CheckoutDesk? { writer.isOpen ? sight.desk : nil }

  var values: [String: View] {
    guard let desk else { return readOnly }
    let fields = CheckoutFieldViews(writer: writer, typed: page.typed, refusal: page.refusal, countries: desk.countries)
    var values: [String: View] = [
      "main_form": form, "delivery": .object(delivery(desk, fields)), "billing": .object(billing(desk, fields)),
    ]
    if let shipping = shipping(desk) { values["shipping"] = .object(shipping) }
    if !desk.shortages.isEmpty { values["shortage"] = .object(shortage(desk)) }
    if let ways = pay.ways(desk) { values["pay"] = .object(ways) }
    values["foot"] = .object(foot(desk))
    return values.filter { if case .object(let members) = $0.value { !members.isEmpty } else { true } }
  }

  /// The parties as the document says them, and the ways out of a state in which nothing can be paid.
  private var readOnly: [String: View] {
    var values: [String: View] = [
      "parties": .list(
        writer.document.parties.map { .object(["heading": .text($0.heading), "lines": .list($0.lines.map { .text($0) })]) })
    ]
    if sight.state == .updating {
      values["foot"] = .object(["waits": .text(writer.say("pay_updating")), "hint": .text(writer.say("not_charged"))])
    }
    if let ways = pay.ways(nil) { values["pay"] = .object(ways) }
    if let foot = pay.foot(nil) {
      values["foot"] = .object(foot)
      values["main_form"] = form
    }
    if sight.state == .expired {
      values["main_form"] = form
      values["ask"] = .object(ask(.again, line: nil))
    }
    return values
  }

  private var form: View {
    var members: [String: View] = [
      "action": .text("\(own)/details"), "details": .text("\(own)/details"), "shipping": .text("\(own)/shipping"),
      "pay": .text("\(own)/pay"),
      "requests": .text("\(own)/requests"), "revision": .text(String(sight.snapshot.revision)),
      "expected": .text(String(sight.snapshot.total)),
    ]
    if let language = CheckoutPage.language(of: page.call) { members["chosen_language"] = .text(language) }
    return .object(members)
  }

  private func delivery(_ desk: CheckoutDesk, _ fields: CheckoutFieldViews) -> [String: View] {
    var part: [String: View] = ["title": .text(writer.say(desk.shipsGoods ? "delivery" : "receipt"))]
    var beside: [View] = []
    if desk.asksPhone {
      beside.append(fields.field("ship", "phone", contact(desk)?.phone, key: "field_driver", hint: writer.say("hint_driver")))
    }
    if desk.asksEmail { beside.append(fields.field("", "email", nil, key: "field_receipt", hint: writer.say("hint_receipt"))) }
    var missing: View?
    if desk.shipsGoods, let address = desk.shippingAddress {
      part["lines"] = .list(lines(address).map { .text($0) })
      let phone = desk.asksPhone ? [] : [fields.field("ship", "phone", address.phone)]
      part["edit"] = .object([
        "label": .text(writer.say("change")), "open": .flag(fields.isWrong("ship", besides: ["ship_phone"])),
        "fields": fields.address("ship", address, isRequired: false, beside: phone),
      ])
      if !beside.isEmpty { missing = fields.group(beside) }
    } else if desk.shipsGoods {
      missing = fields.address("ship", contact(desk), isRequired: desk.needsAddress, beside: beside)
    } else if !beside.isEmpty {
      missing = fields.group(beside)
    }
    if let missing {
      part["missing"] = missing
      // Where no button at the foot sends it along, what is missing has one of its own.
      if foot(desk)["button"] == nil { part["save"] = .text(writer.say("save")) }
    }
    return part.count > 1 ? part : [:]
  }

  /// Who ordered, where only that is known yet: a name and a phone without a street.
  private func contact(_ desk: CheckoutDesk) -> Address? {
    desk.shippingAddress == nil && desk.billingAddress?.line1 == nil ? desk.billingAddress : nil
  }

  private func billing(_ desk: CheckoutDesk, _ fields: CheckoutFieldViews) -> [String: View] {
    let known = writer.document.parties.first { $0.heading == writer.texts.say("invoice.buyer") }?.lines.joined(separator: ", ") ?? ""
    return [
      "sentence": .text(known.isEmpty ? writer.say("billed_nobody") : writer.say("billed", ["address": known])),
      "edit": .object([
        "label": .text(writer.say(desk.billingAddress == nil ? "billing_add" : "billing_change")), "open": .flag(fields.isWrong("bill")),
        "fields": fields.address("bill", desk.billingAddress, isRequired: false),
      ]),
    ]
  }

  private func shipping(_ desk: CheckoutDesk) -> [String: View]? {
    guard desk.needsShipping || desk.rates.count > 1 else { return nil }
    var part: [String: View] = ["title": .text(writer.say("shipping")), "save": .text(writer.say("shipping_save"))]
    if desk.rates.isEmpty {
      part["reason"] = .text(writer.say(desk.needsAddress || desk.noShipping == nil ? "shipping_address_first" : "shipping_none"))
      return part
    }
    let total = sight.snapshot.total
    let typed = page.typed?.text("shipping")
    part["has_rates"] = .flag(true)
    part["rates"] = .list(
      desk.rates.enumerated().map { index, rate in
        var view: [String: View] = [
          "id": .text("shipping-\(index)"), "key": .text(rate.key), "title": .text(DocumentText.plain(rate.title)),
          "price": .text(writer.locale.money(rate.price)),
          "chosen": .flag(typed.map { $0 == rate.key } ?? (desk.needsShipping ? index == 0 : rate.isChosen)),
        ]
        if rate.total != total {
          view["total"] = .text(
            writer.say("shipping_total", ["before": writer.locale.money(total), "after": writer.locale.money(rate.total)]))
        }
        return .object(view)
      })
    part["folded"] = .flag(!desk.needsShipping)
    if let current = desk.rates.first(where: \.isChosen), !desk.needsShipping {
      part["current"] = .text(DocumentText.plain(current.title))
      part["current_price"] = .text(writer.locale.money(current.price))
    }
    part["summary"] = .text(writer.say("shipping_change"))
    return part
  }

  private func shortage(_ desk: CheckoutDesk) -> [String: View] {
    [
      "title": .text(writer.say("short_title")),
      "lines": .list(
        desk.shortages.map { shortage in
          .object([
            "text": .text(
              writer.say(shortage.isGone ? "short_gone" : "short_few", ["title": DocumentText.plain(shortage.title)])),
            "ways": .list([CheckoutRequest.Kind.wait, .remove].map { .object(ask($0, line: shortage.line, title: shortage.title)) }),
          ])
        }), "contact": .object(ask(.contact, line: nil)),
    ]
  }

  /// A button that asks the shop, or when it was asked.
  private func ask(_ kind: CheckoutRequest.Kind, line: Int?, title: String? = nil) -> [String: View] {
    var part: [String: View] = ["kind": .text(kind.rawValue), "label": .text(writer.say("ask_\(kind.rawValue)"))]
    if let line { part["line"] = .text(String(line)) }
    if let request = sight.requests.last(where: { $0.kind == kind && $0.lineTitle == title }) {
      part["asked"] = .text(writer.say("asked_\(kind.rawValue)", ["date": writer.locale.moment(request.createdAt)]))
    }
    return part
  }

  private func foot(_ desk: CheckoutDesk) -> [String: View] {
    if !desk.shortages.isEmpty { return ["waits": .text(writer.say("pay_short")), "hint": .text(writer.say("not_charged"))] }
    if desk.isBlocked { return ["waits": .text(writer.say("pay_blocked")), "hint": .text(writer.say("not_charged"))] }
    // A price that is agreed can be paid with the address in the same form.
    if !desk.needsShipping { return pay.foot(desk) ?? [:] }
    if desk.needsShipping, desk.rates.isEmpty, !desk.needsAddress {
      return ["waits": .text(writer.say("pay_shipping")), "hint": .text(writer.say("not_charged"))]
    }
    let isShipping = !desk.needsAddress
    return [
      "button": .text(writer.say("go_on")), "action": .text(isShipping ? "\(own)/shipping" : "\(own)/details"),
      "hint": .text(writer.say(isShipping ? "hint_shipping_next" : "hint_address_next")),
    ]
  }

  private func lines(_ address: Address) -> [String] {
    let place = [address.postalCode, address.city].compactMap(\.self).joined(separator: " ")
    return [
      address.company, address.name, address.line1, address.line2, place.isEmpty ? nil : place, address.region,
      address.country.map { CountryNames.name($0, in: writer.texts.language) }, address.phone,
    ].compactMap(\.self).map(DocumentText.plain)
  }
}

import Documents
import Domain
import UseCases

/// The foot of the page and the choice above it: how it is paid, what is agreed to, and the one button.
struct CheckoutPayView {
  let writer: CheckoutWriter
  let page: CheckoutPage
  let own: String
  /// A card can be taken.
  let takesCard: Bool

  private var sight: CheckoutSight { writer.sight }

  /// Nil where nothing is to be paid here.
  func ways(_ desk: CheckoutDesk?) -> [String: View]? {
    guard mayPay, takesCard || sight.takesTransfer, desk?.shortages.isEmpty ?? true, desk?.isBlocked != true else { return nil }
    var part: [String: View] = ["title": .text(writer.say("how"))]
    var ways: [View] = []
    let isTransfer = (page.typed?.text("way") ?? page.way) == "transfer" || !takesCard
    if takesCard { ways.append(way("card", icon: "card", isChosen: !isTransfer)) }
    if sight.takesTransfer { ways.append(way("transfer", icon: "bank", isChosen: isTransfer)) }
    part["ways"] = .list(ways)
    if takesCard, sight.mayKeepCard { part["keep"] = .text(writer.say("keep_card")) }
    if let desk, desk.asksConsent {
      part["consent"] = .object([
        "before": .text(writer.say("consent_before")), "link": .text(writer.say("consent_link")),
        // What only leads on to the next step asks for no consent yet.
        "required": .flag(!desk.needsShipping), "given": .flag(page.typed?.text("consent") == "yes"),
        "error": .text(page.refusal?.failures.contains { $0.field == "consent" } == true ? writer.say("wrong_consent") : ""),
      ])
    } else if let at = desk?.consentedAt {
      part["consented"] = .text(writer.say("consented", ["date": writer.locale.moment(at)]))
    }
    return part
  }

  /// What is due can be paid while nothing else is under way.
  private var mayPay: Bool {
    (writer.isOpen || sight.state == .placed) && !sight.installments.isEmpty
  }

  private func way(_ name: String, icon: String, isChosen: Bool) -> View {
    .object([
      "id": .text("way-\(name)"), "value": .text(name), "title": .text(writer.say("pay_\(name)")),
      "hint": .text(writer.say("pay_\(name)_hint")), "icon": .text(icon), "chosen": .flag(isChosen),
    ])
  }

  /// The button at the foot; nil where nothing is to be paid here.
  func foot(_ desk: CheckoutDesk?) -> [String: View]? {
    if sight.state == .paying, sight.isOwnPage {
      return [
        "button": .text(writer.say("pay_on")), "action": .text("\(own)/pay"), "hint": .text(writer.say("pay_once")),
        "stop": .object(["action": .text("\(own)/stop"), "label": .text(writer.say("pay_stop"))]),
      ]
    }
    guard ways(desk) != nil, let next = sight.installments.first else { return nil }
    // The account and the form that tells of a transfer stand above already.
    guard takesCard || page.way != "transfer" else { return nil }
    let amount = writer.locale.money(next.amount.minorUnits)
    var foot: [String: View] = ["action": .text("\(own)/pay"), "hint": .text(writer.say("pay_once"))]
    foot["button"] = .text(writer.say(takesCard ? "pay" : "pay_by_transfer", ["amount": amount]))
    if takesCard, sight.takesTransfer { foot["instead"] = .text(writer.say("pay_by_transfer", ["amount": amount])) }
    return foot
  }
}

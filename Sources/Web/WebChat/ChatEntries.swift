import Documents
import Domain
import UseCases

/// What was said, as a visitor sees it: day by day, bubbles, cards of their orders, lines for what the shop tells by itself.
struct ChatEntries {
  let writer: ShopWriter
  let sight: ChatSight

  private func say(_ key: String, _ facts: [String: String] = [:]) -> String { writer.texts.say("web_chat.\(key)", facts) }

  var views: [View] {
    var views: [View] = []
    var day = ""
    for message in sight.messages {
      let own = writer.locale.date(message.sentAt)
      if own != day {
        day = own
        views.append(
          .object(["day": .object(["key": .text("day-\(Self.dayKey(message.sentAt, writer.settings.timeZone))"), "day": .text(own)])]))
      }
      views.append(.object(isNotice(message) ? ["line": .object(line(message))] : ["message": .object(view(message))]))
    }
    return views
  }

  /// What the shop tells by itself is a line; what asks for money is a card, whoever sent it.
  private func isNotice(_ message: ThreadMessage) -> Bool {
    guard message.direction == .out, message.staffID == nil, message.orderID != nil, message.attachments.isEmpty, !message.isUnsent else {
      return false
    }
    let asksForMoney = message.orderID.flatMap { sight.cards[$0] }?.isDue == true
    return !(asksForMoney && sight.text(of: message)?.contains(CheckoutLinks.path) == true)
  }

  private func line(_ message: ThreadMessage) -> [String: View] {
    let cut = LinkedText(sight.text(of: message) ?? "").parts.map { part in
      // The address of an order is long and says nothing to people.
      part.link?.contains(CheckoutLinks.path) == true ? LinkedText.Part(text: say("look"), link: part.link) : part
    }
    return ["key": .text(message.id.text), "time": .text(time(message.sentAt)), "parts": parts(cut)]
  }

  private func view(_ message: ThreadMessage) -> [String: View] {
    let isMine = message.direction == .in
    var view: [String: View] = [
      "key": .text(message.id.text), "time": .text(time(message.sentAt)), "mine": .flag(isMine),
      "who": .text(isMine ? say("you") : writer.settings.shopName), "said": .text(Self.browserName(message)),
    ]
    guard !message.isUnsent else { return view.merging(["gone": .text(say("taken_back"))]) { $1 } }
    let card = isMine ? nil : message.orderID.flatMap { sight.cards[$0] }
    view["pictures"] = .list(message.attachments.filter { $0.mediaType == .jpeg }.map(picture))
    view["files"] = .list(message.attachments.filter { $0.mediaType == .pdf }.map(file))
    let text = sight.text(of: message) ?? (message.attachments.isEmpty ? say(message.kind == .sticker ? "sticker" : "unsupported") : "")
    let shown = isMine ? [LinkedText.Part(text: text, link: nil)] : LinkedText(text, withoutLinksTo: card?.path).parts
    if shown.contains(where: { !$0.text.isEmpty }) {
      view["has_text"] = .flag(true)
      view["parts"] = parts(shown)
    }
    if let card { view["card"] = .object(self.card(card)) }
    return view
  }

  private func parts(_ parts: [LinkedText.Part]) -> View {
    .list(
      parts.map { part in
        part.link.map { .object(["text": .text(part.text), "link": .text($0)]) } ?? .object(["text": .text(part.text)])
      })
  }

  private func picture(_ file: ChatAttachment) -> View {
    var view: [String: View] = [
      "href": .text("/shop/chat/files/\(file.id.text)"), "alt": .text(say(file.kind == .sticker ? "sticker" : "picture")),
    ]
    if let width = file.width, let height = file.height {
      view["width"] = .text(String(width))
      view["height"] = .text(String(height))
    }
    return .object(view)
  }

  private func file(_ file: ChatAttachment) -> View {
    .object(["href": .text("/shop/chat/files/\(file.id.text)"), "name": .text(file.name ?? say("file"))])
  }

  private func card(_ card: ChatCard) -> [String: View] {
    let locale = DocumentLocale(currency: card.currency, timeZone: writer.settings.timeZone, say: { writer.texts.say($0, $1) })
    let amount = locale.money(card.amount)
    let pays = card.isDue && [.open, .partlyPaid, .placed].contains(card.state)
    let facts = ["amount": amount, "number": card.number]
    return [
      "number": .text(say("order", ["number": card.number])), "word": .text(writer.texts.say("checkout.chip_\(card.state.rawValue)")),
      "state": .text(card.state.rawValue),
      "amount": .text(amount), "href": .text("\(card.path)?lang=\(writer.texts.language)"), "pays": .flag(pays),
      "button": .text(pays ? say("pay", facts) : say("look")), "label": .text(pays ? say("pay_label", facts) : say("look_label", facts)),
    ]
  }

  /// Hour and minute on the shop's clock.
  private func time(_ moment: Instant) -> String { String(WallClock.text(moment, in: writer.settings.timeZone).suffix(5)) }

  private static func dayKey(_ moment: Instant, _ timeZone: String) -> String { String(WallClock.text(moment, in: timeZone).prefix(10)) }

  /// The name that the visitor's browser gave a message of theirs, by which it knows that it arrived.
  private static func browserName(_ message: ThreadMessage) -> String {
    guard message.direction == .in, let name = message.externalID?.split(separator: ":").last else { return "" }
    return String(name)
  }
}

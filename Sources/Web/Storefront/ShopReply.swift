import Documents
import Domain
import UseCases

/// One answer of the online store: in the visitor's language, kept by their browser only for as long as it says the same.
struct ShopReply {
  let call: Call
  let writer: ShopWriter

  /// - Parameter settings: nil where the shop has none to show.
  init(_ call: Call, _ settings: ShopSettings) {
    self.call = call
    writer = ShopWriter(settings, texts: call.site.languages.texts(Self.language(of: call, settings)), assets: call.site.assets)
  }

  /// What they chose on the page, or before; else what their browser asks for, as far as the shop speaks it; else the shop's own.
  static func language(of call: Call, _ settings: ShopSettings) -> String {
    let languages = call.site.languages
    let chosen = [call.query.reader().text("lang"), call.cookie(.language)].compactMap(\.self).first(where: languages.speaks)
    let asked = (call.headers["accept-language"] ?? "").prefix(200).lowercased().split(separator: ",").prefix(10).compactMap { part in
      part.split(separator: ";").first?.split(separator: "-").first.map { TextRules.trimmed(String($0)) }
    }
    return chosen ?? asked.first(where: languages.speaks) ?? settings.language
  }

  /// A page in the frame of the shop.
  ///
  /// - Parameters:
  ///   - cart: what the bar at its foot counts.
  ///   - refusal: what went wrong; the page then has its status.
  ///   - inRoom: it is the page of the chat itself, which needs no way there.
  func page(
    _ template: String, title: String, cart: CartSight?, _ view: [String: View], refusal: Refusal? = nil, search: String? = nil,
    inRoom: Bool = false
  ) throws -> Reply {
    var values = view
    values["lang"] = .text(writer.texts.language)
    values["direction"] = .text(writer.locale.isRightToLeft ? "rtl" : "ltr")
    values["shop"] = .text(writer.settings.shopName)
    values["title"] = .text(title)
    values["q"] = .text(search ?? "")
    if values["t"] == nil { values["t"] = .object(writer.words) }
    values["languages"] = .list(languages)
    values["contacts"] = .list(writer.contacts)
    values["has_chat"] = .flag(inRoom || writer.settings.onlineStore.chat.isOpen)
    if !inRoom, let chat = ChatButton(call, writer.settings, writer.texts).view() { values["chat"] = chat }
    if let cart { values["cart"] = .object(writer.bar(cart)) }
    if let refusal { values["problem"] = .object(["text": .text(writer.words(of: refusal))]) }
    let status = refusal.map { Problems.status(of: $0.code) } ?? 200
    var reply = try call.site.pages.render(template, values, status: status)
    if let refusal, case .retryAfter(let seconds)? = refusal.extra { reply = reply.with("Retry-After", String(max(1, seconds))) }
    return kept(reply)
  }

  /// A part of a page, for the script that shows it.
  func part(_ template: String, _ view: [String: View]) throws -> Reply {
    kept(try call.site.pages.render(template, view))
  }

  /// A page that stands in for one that cannot be shown, with the way on.
  func message(_ title: String, _ text: String, status: Int, cart: CartSight? = nil) throws -> Reply {
    var reply = try page("shop/message", title: title, cart: cart, ["text": .text(text)])
    reply.status = status
    return reply
  }

  /// A page is asked for again each time, and sent again only where it says something else; a cart is its owner's alone.
  private func kept(_ reply: Reply) -> Reply {
    guard case .bytes(let bytes) = reply.body else { return reply }
    let isZipped = bytes.count > 2000 && EncodingChoice.takesGzip(call.headers["accept-encoding"])
    let tag = "\"\(ContentVersion.text(bytes))\(isZipped ? "-gz" : "")\""
    var kept = reply.with("Cache-Control", "private, no-cache").with("Vary", "Accept-Encoding, Accept-Language, Cookie")
    if call.method != "POST", reply.status == 200 {
      kept = kept.with("ETag", tag)
      if EntityTag.isListed(tag, in: call.headers["if-none-match"]) { return remembering(kept.unchanged) }
    }
    if isZipped, let packed = Gzip.compressed(bytes) {
      kept = kept.with("Content-Encoding", "gzip")
      kept.body = .bytes(packed)
    }
    return remembering(kept)
  }

  /// Remembers a language that was chosen on the page.
  private func remembering(_ reply: Reply) -> Reply {
    guard let chosen = call.query.reader().text("lang"), call.site.languages.speaks(chosen), chosen != call.cookie(.language) else {
      return reply
    }
    return reply.settingCookie(.language, chosen, seconds: 31_536_000)
  }

  private var languages: [View] {
    call.site.languages.spoken.filter { $0.language != writer.texts.language }
      .map { .object(["code": .text($0.language), "name": .text($0.name), "href": .text("\(call.path)?lang=\($0.language)")]) }
  }
}

extension Call {
  /// Answers with a page of the online store, or with one that says why there is none; a program that asks is told in its own way.
  func shopPage(_ body: () async throws -> Reply) async throws -> Reply {
    do {
      return try await body()
    } catch let refusal as Refusal {
      guard method == "GET" || headers["accept"]?.contains("text/html") == true,
        // A shop that is not set up has no words of its own.
        let settings = try? await shop.read(by: .system, { try $0.readSettings() })
      else { throw refusal }
      let reply = ShopReply(self, settings)
      let say = reply.writer.say
      switch refusal.code {
      case .gone: return try reply.message(say("closed", [:]), say("closed_text", [:]), status: method == "GET" ? 200 : 410)
      case .notFound: return try reply.message(say("unknown", [:]), say("unknown_text", [:]), status: 404)
      default:
        var page = try reply.message(
          say("not_done", [:]), reply.writer.words(of: refusal), status: Problems.status(of: refusal.code))
        if case .retryAfter(let seconds)? = refusal.extra { page = page.with("Retry-After", String(max(1, seconds))) }
        return page
      }
    }
  }
}

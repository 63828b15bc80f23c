import Documents
import Domain
import UseCases

/// `/admin/gift-cards`: money paid before it is spent (B14).
enum GiftCardPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/gift-cards", list, query: ["q", "cursor"])
    pages.get("/admin/gift-cards/new", new)
    pages.get("/admin/gift-cards/{id}", show)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("gift_cards.")
    let (cards, settings) = try await call.read { (try $0.listGiftCards(search: search, page: page), try $0.readSettings()) }
    var list = ResourceList(
      say("title"), path: "/admin/gift-cards",
      columns: [
        .init(say("code")), .init(say("expires"), isMinor: true), .init(say("issued"), isMinor: true), .init(say("left"), isNumber: true),
      ],
      rows: cards.elements.map { card in
        [
          .link(card.code, path: "/admin/gift-cards/\(card.id)"),
          .muted(card.expiresAt.map { WallClock.text($0, in: settings.timeZone) } ?? say("never")),
          .muted(WallClock.text(card.createdAt, in: settings.timeZone)),
          .money(Money(minorUnits: card.balance, currency: card.currency).text),
        ]
      }, next: cards.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.empty = (say("empty"), say("empty_text"))
    if try call.principal.may(.manageGiftCards) { list.new = (say("new"), "/admin/gift-cards/new") }
    return try await call.office(list, active: "gift_cards")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageGiftCards)
    let settings = try await call.read { try $0.readSettings() }
    let say = call.words("gift_cards.")
    var form = ResourceForm(
      new: say("new"), back: (say("title"), "/admin/gift-cards"), path: "/gift_cards", after: "/admin/gift-cards/{id}")
    form.sections = [
      ResourceForm.Section(
        say("card"),
        [
          ResourceField.money("balance", say("value"), nil, in: settings.currency).required(),
          ResourceField.text("code", say("code")).limit(64).help(say("code_help")),
          ResourceField.moment("expires_at", say("expires"), nil, in: settings.timeZone).help(say("expires_help")),
        ])
    ]
    return try await call.office(form, active: "gift_cards")
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: GiftCard.self)
    let (card, settings) = try await call.read { (try $0.findGiftCard(id), try $0.readSettings()) }
    let say = call.words("gift_cards.")
    var form = ResourceForm(card.code, back: (say("title"), "/admin/gift-cards"), path: "/gift_cards/\(id)")
    form.lock = try call.lock(unless: .manageGiftCards)
    form.sections = [
      ResourceForm.Section(
        say("card"),
        [
          .fixed(say("left"), Money(minorUnits: card.balance, currency: card.currency).text),
          .fixed(say("issued"), WallClock.text(card.createdAt, in: settings.timeZone)),
          ResourceField.moment("expires_at", say("expires"), card.expiresAt, in: settings.timeZone).help(say("expires_help")),
        ])
    ]
    if form.lock == nil {
      form.removal = .init(say("remove"), question: say("remove_question"), path: "/gift_cards/\(id)", after: "/admin/gift-cards")
    }
    return try await call.office(form, active: "gift_cards")
  }
}

import Domain

/// The pages of the back office as its left column lists them: only pages that exist, in three groups (work, goods and people, the shop).
enum OfficeNavigation {
  /// A page, or a section whose pages unfold below it while one of them is open.
  struct Entry: Sendable {
    /// Names the page in ``OfficePage/active`` and its label in the catalogue: `orders` is `office.nav.orders`.
    let name: String
    let path: String
    /// A drawing of `icons.svg`.
    let icon: String
    /// Who may not do this does not see the entry; the page itself asks again.
    let needs: Action
    var pages: [Entry] = []
  }

  static let groups: [[Entry]] = [
    [
      Entry(name: "orders", path: "/admin/orders", icon: "orders", needs: .readOrders),
      Entry(name: "inbox", path: "/admin/inbox", icon: "inbox", needs: .readConversations),
      Entry(name: "payments", path: "/admin/payments", icon: "wallet", needs: .readOrders),
      Entry(name: "sweep", path: "/admin/sweep", icon: "evening", needs: .readMessages),
    ],
    [
      Entry(name: "customers", path: "/admin/customers", icon: "people", needs: .readCustomers),
      Entry(name: "products", path: "/admin/products", icon: "box", needs: .readCatalog),
      Entry(
        name: "stock", path: "/admin/stock", icon: "stock", needs: .readStock,
        pages: [
          Entry(name: "low_stock", path: "/admin/stock/low", icon: "warning", needs: .readStock),
          Entry(name: "stock_takes", path: "/admin/stock/takes", icon: "check", needs: .readStock),
          Entry(name: "stock_transfers", path: "/admin/stock/transfers", icon: "truck", needs: .readStock),
          Entry(name: "reservations", path: "/admin/stock/reservations", icon: "hold", needs: .readStock),
        ]),
      Entry(name: "price_rules", path: "/admin/price-rules", icon: "tag", needs: .readPricing),
      Entry(name: "promotions", path: "/admin/promotions", icon: "percent", needs: .readPricing),
      Entry(name: "gift_cards", path: "/admin/gift-cards", icon: "gift", needs: .readGiftCards),
      Entry(name: "imports", path: "/admin/imports", icon: "upload", needs: .importData),
    ],
    [
      Entry(name: "reports", path: "/admin/reports", icon: "chart", needs: .readReports),
      Entry(
        name: "settings", path: "/admin/settings", icon: "settings", needs: .manageSettings,
        pages: [
          Entry(name: "payment_settings", path: "/admin/settings/payments", icon: "card", needs: .manageSettings),
          Entry(name: "online_store", path: "/admin/settings/online-store", icon: "globe", needs: .manageSettings),
          Entry(name: "channels", path: "/admin/settings/channels", icon: "chat-line", needs: .manageSettings),
          Entry(name: "shipping", path: "/admin/shipping", icon: "truck", needs: .manageShipping),
          Entry(name: "taxes", path: "/admin/taxes", icon: "percent", needs: .manageTax),
          Entry(name: "templates", path: "/admin/templates", icon: "note", needs: .manageTemplates),
          Entry(name: "staff", path: "/admin/staff", icon: "person", needs: .manageStaff),
          Entry(name: "locations", path: "/admin/locations", icon: "store", needs: .manageRegisters),
          Entry(name: "registers", path: "/admin/registers", icon: "register", needs: .manageRegisters),
          Entry(name: "tokens", path: "/admin/tokens", icon: "key", needs: .manageTokens),
          Entry(name: "webhooks", path: "/admin/webhooks", icon: "webhook", needs: .manageWebhooks),
          Entry(name: "messages", path: "/admin/messages", icon: "mail", needs: .readMessages),
          Entry(name: "notices", path: "/admin/settings/notices", icon: "mail", needs: .manageSettings),
          Entry(name: "alerts", path: "/admin/settings/alerts", icon: "bell", needs: .manageSettings),
          Entry(name: "doors", path: "/admin/settings/messages", icon: "send", needs: .manageSettings),
        ]),
    ],
  ]

  /// The entry that a page belongs to: the one whose address it begins with, the longest of them; nil for no page of the back office.
  static func entry(of pattern: String) -> Entry? {
    groups.joined().flatMap { [$0] + $0.pages }
      .filter { pattern == $0.path || pattern.hasPrefix($0.path + "/") }
      .max { $0.path.utf8.count < $1.path.utf8.count }
  }

  /// The groups as the shell shows them to somebody, with the open page marked.
  static func view(for principal: Principal, active: String, texts: Texts) -> View {
    .list(
      groups.compactMap { group in
        let entries = group.filter { principal.may($0.needs) }
        guard !entries.isEmpty else { return nil }
        return .object(["entries": .list(entries.map { view($0, for: principal, active: active, texts: texts) })])
      })
  }

  private static func view(_ entry: Entry, for principal: Principal, active: String, texts: Texts) -> View {
    let pages = entry.pages.filter { principal.may($0.needs) }
    let isOpen = entry.name == active || pages.contains { $0.name == active }
    return .object([
      "name": .text(entry.name), "path": .text(entry.path), "icon": .text(entry.icon),
      "label": .text(texts.say("office.nav.\(entry.name)")), "current": .flag(entry.name == active), "open": .flag(isOpen),
      "unfolded": .flag(isOpen && !pages.isEmpty),
      "pages": .list(isOpen ? pages.map { view($0, for: principal, active: active, texts: texts) } : []),
    ])
  }
}

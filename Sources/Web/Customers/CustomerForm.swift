import Domain

/// The fields of a customer, for a new one and for one the shop knows.
struct CustomerForm {
  let customer: Customer?
  let languages: [ResourceField.Choice]
  let say: (String) -> String

  /// Languages an invoice or message is written in most often; another one that is set already stays.
  static let languages = [
    ("ar", "العربية"), ("cs", "Čeština"), ("da", "Dansk"), ("de", "Deutsch"), ("en", "English"), ("es", "Español"), ("fr", "Français"),
    ("hi", "हिन्दी"), ("it", "Italiano"), ("ja", "日本語"), ("nl", "Nederlands"), ("pl", "Polski"), ("pt", "Português"), ("th", "ไทย"),
    ("tr", "Türkçe"), ("uk", "Українська"), ("vi", "Tiếng Việt"), ("zh", "中文"),
  ].map { ResourceField.Choice($0.0, $0.1) }

  /// What every shop may ask somebody for; others that were given stay.
  private static let consents = ["marketing_email", "marketing_sms"]

  var sections: [ResourceForm.Section] {
    [who, addresses, tax, paying, rest]
  }

  private var who: ResourceForm.Section {
    ResourceForm.Section(
      say("who"), help: customer == nil ? say("who_help") : nil,
      [
        .text("name", say("name"), customer?.name).limit(255), .text("company", say("company"), customer?.company).limit(255),
        .text("email", say("email"), customer?.email, type: "email").limit(254),
        .text("phone", say("phone"), customer?.phone, type: "tel").limit(64),
        .choice("language", say("language"), customer?.language, knownLanguages, none: say("language_none")),
        .tags("groups", say("groups"), customer?.groups ?? []).help(say("groups_help")), .tags("tags", say("tags"), customer?.tags ?? []),
      ])
  }

  private var knownLanguages: [ResourceField.Choice] {
    guard let own = customer?.language, !languages.contains(where: { $0.value == own }) else { return languages }
    return languages + [ResourceField.Choice(own, own)]
  }

  private var addresses: ResourceForm.Section {
    let book = customer?.addresses ?? []
    let choices = book.compactMap { address in address.id.map { ResourceField.Choice($0.text, Self.oneLine(address)) } }
    let rows = ResourceRows(
      "addresses", say("address_book"), rows: book.map { .init(id: $0.id?.text, fields: fields(of: $0)) }, blank: fields(of: nil),
      add: say("add_address"), empty: say("no_address"))
    let defaults: [ResourceField] =
      choices.isEmpty
      ? []
      : [
        .choice("default_billing_address_id", say("billing"), customer?.defaultBillingAddressID?.text, choices, none: say("no_default")),
        .choice("default_shipping_address_id", say("shipping"), customer?.defaultShippingAddressID?.text, choices, none: say("no_default")),
      ]
    return ResourceForm.Section(say("addresses"), defaults, rows: [rows])
  }

  private func fields(of address: Address?) -> [ResourceField] {
    [
      .text("name", say("name"), address?.name).limit(255), .text("company", say("company"), address?.company).limit(255),
      .text("line1", say("line1"), address?.line1).limit(255), .text("line2", say("line2"), address?.line2).limit(255),
      .text("postal_code", say("postal_code"), address?.postalCode).limit(32), .text("city", say("city"), address?.city).limit(255),
      .text("region", say("region"), address?.region).limit(255),
      .text("country", say("country"), address?.country).limit(2).help(say("country_help")),
      .text("phone", say("phone"), address?.phone, type: "tel").limit(64),
    ]
  }

  private var tax: ResourceForm.Section {
    ResourceForm.Section(
      say("tax"),
      [
        .text("tax_id", say("tax_id"), customer?.taxID).limit(64),
        .flag("tax_exempt", say("tax_exempt"), customer?.isTaxExempt ?? false).help(say("tax_exempt_help")),
      ])
  }

  /// By when they usually pay. Terms that came from elsewhere with a title, a day or a deposit are shown, not taken apart.
  private var paying: ResourceForm.Section {
    let terms = customer?.paymentTerms
    var (type, days): (String?, Int64?)
    switch terms?.due {
    case .onReceipt: type = "due_on_receipt"
    case .net(let count): (type, days) = ("net", count)
    case .on(let date): return ResourceForm.Section(say("paying"), [.fixed(say("payment_terms"), terms?.title ?? date.text)])
    case nil: break
    }
    if let terms, terms.title != nil || terms.deposit != nil {
      return ResourceForm.Section(say("paying"), [.fixed(say("payment_terms"), terms.title ?? say("terms.own"))])
    }
    let choices = ["due_on_receipt", "net"].map { ResourceField.Choice($0, say("terms.\($0)")) }
    return ResourceForm.Section(
      say("paying"), help: say("paying_help"),
      [
        .choice("payment_terms", say("payment_terms"), type, choices, none: say("terms.none")).entry("type"),
        .number("payment_terms", say("terms.days"), days.map(String.init)).entry("days"),
      ])
  }

  private var rest: ResourceForm.Section {
    let given = customer?.consents ?? []
    let names = Self.consents + given.map(\.name).filter { !Self.consents.contains($0) }.sorted()
    let choices = names.map { name in
      ResourceField.Choice(name, Self.consents.contains(name) ? say("consent.\(name)") : name)
    }
    return ResourceForm.Section(
      say("more"),
      [
        ResourceField("consents", say("consents"), .flags(choices, given: Set(given.filter(\.isGiven).map(\.name)))).wide(),
        .number("points", say("points"), String(customer?.points ?? 0)).help(say("points_help")),
        .area("note", say("note"), customer?.note).limit(10_000).help(say("note_help")),
      ])
  }

  /// An address in one line, for a list of choices.
  static func oneLine(_ address: Address) -> String {
    let parts = [address.name, address.company, address.line1, address.postalCode, address.city, address.country]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}

package import Domain

/// One labelled control of a page for a resource. `name` is the member of the JSON body, and what a problem document calls it.
///
/// The server writes the current value into the page; `office/fields.js` reads it back as JSON by the same `kind`.
package struct ResourceField: Sendable {
  /// One of a closed set of values, with the words for it.
  package struct Choice: Sendable {
    let value: String
    let label: String
    let hint: String?

    package init(_ value: String, _ label: String, hint: String? = nil) {
      self.value = value
      self.label = label
      self.hint = hint
    }
  }

  /// What a value is made of, and so how it is typed and read.
  package enum Kind: Sendable {
    /// One line; `type` is that of the HTML input (text, email, tel, url, password).
    case line(type: String)
    case area
    /// Minor units of a currency, typed in whole units with the reader's decimal mark.
    case money(Currency)
    /// As money, with up to four more decimals, sent as text.
    case unitPrice(Currency)
    /// A decimal percentage, sent as text.
    case percentage
    /// A number with at most this many decimals, sent as a JSON number.
    case number(decimals: Int)
    case flag
    /// A select; `none` is the label of "nothing chosen", nil where something always is.
    case choice([Choice], none: String?)
    /// Few choices, all of them in sight.
    case radio([Choice])
    /// A calendar day, sent as `YYYY-MM-DD`.
    case day
    /// A moment on the shop's clock, sent as RFC 3339 in UTC.
    case moment(timeZone: String)
    /// Several short texts, typed one after the other; `known` are offered.
    case tags(known: [String])
    /// Named yes-or-no answers, sent as one object.
    case flags([Choice], given: Set<String>)
    /// One or several things of the shop, found by typing; see ``ResourcePick``.
    case pick(ResourcePick)
    /// A value whose meaning the field `value_type` beside it decides: a price, a percentage, points. What is fixed is sent in minor
    /// units, as a number where `wholeUnits` says so and else as a unit price.
    case worth(Currency, wholeUnits: Bool)
    /// Text that is shown and never sent.
    case fixed
    /// Sent as it is and never shown.
    case hidden
  }

  package let name: String
  package let label: String
  package let kind: Kind
  /// As it is typed; see ``ResourceValue``.
  package var value: String
  package var values: [String] = []
  package var help: String?
  package var isRequired = false
  /// Takes the whole width of its section.
  package var isWide = false
  /// The member inside the object `name` that this control is: the value of an option of a variant.
  package var entry: String?
  /// Most characters.
  package var limit: Int?

  package init(_ name: String, _ label: String, _ kind: Kind, _ value: String? = nil) {
    self.name = name
    self.label = label
    self.kind = kind
    self.value = value ?? ""
  }

  package func help(_ text: String) -> Self { with { $0.help = text } }
  package func required() -> Self { with { $0.isRequired = true } }
  package func wide() -> Self { with { $0.isWide = true } }
  package func limit(_ characters: Int) -> Self { with { $0.limit = characters } }
  package func entry(_ name: String) -> Self { with { $0.entry = name } }
  package func values(_ values: [String]) -> Self { with { $0.values = values } }

  private func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }
}

extension ResourceField {
  package static func text(_ name: String, _ label: String, _ value: String? = nil, type: String = "text") -> Self {
    Self(name, label, .line(type: type), value)
  }

  package static func area(_ name: String, _ label: String, _ value: String? = nil) -> Self {
    Self(name, label, .area, value).wide()
  }

  /// - Parameter minorUnits: nil shows an empty field.
  package static func money(_ name: String, _ label: String, _ minorUnits: Int64?, in currency: Currency) -> Self {
    Self(name, label, .money(currency), minorUnits.map { ResourceValue.money($0, in: currency) })
  }

  package static func unitPrice(_ name: String, _ label: String, _ price: UnitPrice?, in currency: Currency) -> Self {
    Self(name, label, .unitPrice(currency), price.map { ResourceValue.unitPrice($0, in: currency) })
  }

  package static func number(_ name: String, _ label: String, _ value: String? = nil, decimals: Int = 0) -> Self {
    Self(name, label, .number(decimals: decimals), value)
  }

  package static func percentage(_ name: String, _ label: String, _ value: String? = nil) -> Self {
    Self(name, label, .percentage, value)
  }

  package static func flag(_ name: String, _ label: String, _ isOn: Bool) -> Self {
    Self(name, label, .flag, isOn ? "true" : "")
  }

  package static func choice(_ name: String, _ label: String, _ value: String?, _ choices: [Choice], none: String? = nil) -> Self {
    Self(name, label, .choice(choices, none: none), value)
  }

  package static func radio(_ name: String, _ label: String, _ value: String?, _ choices: [Choice]) -> Self {
    Self(name, label, .radio(choices), value).wide()
  }

  package static func moment(_ name: String, _ label: String, _ instant: Instant?, in timeZone: String) -> Self {
    Self(name, label, .moment(timeZone: timeZone), instant.map { ResourceValue.moment($0, in: timeZone) })
  }

  package static func tags(_ name: String, _ label: String, _ values: [String], known: [String] = []) -> Self {
    Self(name, label, .tags(known: known)).values(values).wide()
  }

  package static func hidden(_ name: String, _ value: String) -> Self {
    Self(name, "", .hidden, value)
  }

  package static func fixed(_ label: String, _ value: String) -> Self {
    Self("", label, .fixed, value)
  }

  package static func pick(_ name: String, _ label: String, _ pick: ResourcePick) -> Self {
    Self(name, label, .pick(pick)).wide()
  }
}

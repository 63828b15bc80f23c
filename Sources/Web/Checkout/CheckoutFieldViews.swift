import Documents
import Domain
import UseCases

/// The fields of a link's forms: what is known is filled in, what was typed and refused stands again, each with its own words.
struct CheckoutFieldViews {
  let writer: CheckoutWriter
  let typed: CheckoutFields?
  let refusal: Refusal?
  let countries: [String]

  /// One field; its label, completion and keyboard go by its name.
  ///
  /// - Parameters:
  ///   - prefix: `ship` or `bill`; empty for a field beside an address.
  ///   - key: its label where that is not `field_<name>`.
  func field(
    _ prefix: String, _ name: String, _ value: String?, isRequired: Bool = false, key: String? = nil, hint: String? = nil
  ) -> View {
    let id = prefix.isEmpty ? name : "\(prefix)_\(name)"
    var view: [String: View] = [
      "id": .text(id), "label": .text(writer.say(key ?? "field_\(name)")), "value": .text(typed?.values[id] ?? value ?? ""),
      "complete": .text(Self.completion(prefix, name)), "type": .text(name == "email" ? "email" : name == "phone" ? "tel" : "text"),
      "limit": .text(name == "postal_code" ? "32" : name == "phone" ? "64" : "255"), "required": .flag(isRequired),
      "kind": .text(name == "postal_code" ? "short-field" : "field-of-\(prefix.isEmpty ? "order" : prefix)"),
    ]
    if let hint { view["hint"] = .text(hint) }
    if let failure = refusal?.failures.first(where: { $0.field == id }) { view["error"] = .text(CheckoutProblem.words(failure, writer)) }
    view["has_options"] = .flag(name == "country")
    if name == "country" { view["options"] = .list(options(typed?.values[id] ?? value)) }
    return .object(view)
  }

  /// The fields of a whole address, as its country's post would have them roughly everywhere; what most leave empty is folded away.
  ///
  /// - Parameter beside: fields that stand below it, such as a phone.
  func address(_ prefix: String, _ address: Address?, isRequired: Bool, beside: [View] = []) -> View {
    let country = address?.country ?? (prefix == "ship" ? usualCountry : nil)
    let main = [
      field(prefix, "name", address?.name, isRequired: isRequired && address?.company == nil),
      field(prefix, "line1", address?.line1, isRequired: isRequired), field(prefix, "postal_code", address?.postalCode),
      field(prefix, "city", address?.city, isRequired: isRequired), field(prefix, "country", country, isRequired: isRequired),
    ]
    let more: [(name: String, value: String?)] = [("company", address?.company), ("line2", address?.line2), ("region", address?.region)]
    return group(
      main + beside, more: more.map { field(prefix, $0.name, $0.value) },
      isOpen: more.contains { each in
        each.value != nil || typed?.text("\(prefix)_\(each.name)") != nil
          || refusal?.failures.contains { $0.field == "\(prefix)_\(each.name)" } == true
      })
  }

  /// Fields that stand together.
  func group(_ main: [View], more: [View] = [], isOpen: Bool = false) -> View {
    .object([
      "main": .list(main), "more": .list(more), "has_more": .flag(!more.isEmpty), "more_open": .flag(isOpen),
      "more_label": .text(writer.say("more_fields")),
    ])
  }

  /// Where the shop is, if it sends there, or the only country it sends to.
  private var usualCountry: String? {
    let home = writer.sight.snapshot.seller.address?.country
    if let home, countries.isEmpty || countries.contains(home) { return home }
    return countries.count == 1 ? countries.first : nil
  }

  /// Whether something below this prefix was refused, so that its fields are to be seen.
  func isWrong(_ prefix: String, besides others: Set<String> = []) -> Bool {
    refusal?.failures.contains { $0.field.utf8.starts(with: "\(prefix)_".utf8) && !others.contains($0.field) } ?? false
  }

  private func options(_ chosen: String?) -> [View] {
    var codes = countries
    if let chosen, !codes.isEmpty, !codes.contains(chosen), Address.isCountryCode(chosen) { codes.append(chosen) }
    return CountryNames.list(codes, in: writer.texts.language).map { country in
      .object(["code": .text(country.code), "name": .text(country.name), "chosen": .flag(country.code == chosen)])
    }
  }

  private static func completion(_ prefix: String, _ name: String) -> String {
    let names = [
      "name": "name", "company": "organization", "line1": "address-line1", "line2": "address-line2", "postal_code": "postal-code",
      "city": "address-level2", "region": "address-level1", "country": "country", "phone": "tel", "email": "email",
    ]
    let part = prefix == "ship" ? "shipping " : prefix == "bill" ? "billing " : ""
    return part + (names[name] ?? "off")
  }
}

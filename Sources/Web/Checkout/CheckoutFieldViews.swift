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
      "optional": .flag(!isRequired && Self.usual.contains(name)),
    ]
    if let hint { view["hint"] = .text(hint) }
    if let failure = refusal?.failures.first(where: { $0.field == id }) { view["error"] = .text(CheckoutProblem.words(failure, writer)) }
    view["has_options"] = .flag(name == "country")
    if name == "country" { view["options"] = .list(options(typed?.values[id] ?? value)) }
    return .object(view)
  }

  /// The fields of a whole address, as its country's post would have them roughly everywhere.
  func address(_ prefix: String, _ address: Address?, isRequired: Bool, withPhone: Bool) -> View {
    let names: [(String, String?, Bool)] = [
      ("name", address?.name, isRequired && address?.company == nil), ("company", address?.company, false),
      ("line1", address?.line1, isRequired), ("line2", address?.line2, false), ("postal_code", address?.postalCode, false),
      ("city", address?.city, isRequired), ("region", address?.region, false), ("country", address?.country, isRequired),
    ]
    var fields = names.map { field(prefix, $0.0, $0.1, isRequired: $0.2) }
    if withPhone { fields.append(field(prefix, "phone", address?.phone)) }
    return .list(fields)
  }

  /// Whether something below this prefix was refused, so that its fields are to be seen.
  func isWrong(_ prefix: String) -> Bool {
    refusal?.failures.contains { $0.field.utf8.starts(with: "\(prefix)_".utf8) } ?? false
  }

  private func options(_ chosen: String?) -> [View] {
    var codes = countries
    if let chosen, !codes.isEmpty, !codes.contains(chosen), Address.isCountryCode(chosen) { codes.append(chosen) }
    return CountryNames.list(codes, in: writer.texts.language).map { country in
      .object(["code": .text(country.code), "name": .text(country.name), "chosen": .flag(country.code == chosen)])
    }
  }

  /// Fields that many leave empty; the others are asked for because they are missing.
  private static let usual: Set<String> = ["company", "line2", "region", "postal_code", "phone"]

  private static func completion(_ prefix: String, _ name: String) -> String {
    let names = [
      "name": "name", "company": "organization", "line1": "address-line1", "line2": "address-line2", "postal_code": "postal-code",
      "city": "address-level2", "region": "address-level1", "country": "country", "phone": "tel", "email": "email",
    ]
    let part = prefix == "ship" ? "shipping " : prefix == "bill" ? "billing " : ""
    return part + (names[name] ?? "off")
  }
}

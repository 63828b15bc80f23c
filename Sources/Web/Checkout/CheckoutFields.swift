import Domain
import UseCases

/// What a form of a link brought, every field by its name; a name that no form of ours has is refused.
struct CheckoutFields {
  let values: [String: String]

  private static let address = ["name", "company", "line1", "line2", "postal_code", "city", "region", "country", "phone"]
  private static let known = Set(
    ["revision", "expected_total", "lang", "email", "consent", "shipping", "way", "keep_card", "ask", "line"]
      + address.flatMap { ["ship_\($0)", "bill_\($0)"] })

  /// - Throws: 400 for a broken form, `validationFailed` for a field that no form here has.
  init(_ call: Call) throws(Refusal) {
    values = try call.form()
    let unknown = values.keys.filter { !Self.known.contains($0) }.sorted()
    guard unknown.isEmpty else {
      throw Refusal(
        .validationFailed, "The form has a field that is not known here.",
        failures: unknown.map { FieldFailure(field: TextRules.shown($0), code: "unknown_field", message: "This field is not known here.") })
    }
  }

  /// The field as it was typed; nil for one that was left out or empty.
  func text(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// - Throws: `validationFailed` for what is no whole number of a sensible size.
  func integer(_ name: String) throws(Refusal) -> Int64? {
    guard let text = text(name) else { return nil }
    guard let number = WholeNumber.read(text)?.value, number >= 0 else { throw .invalid(name, "type", "A whole number.") }
    return number
  }

  /// What was said about the order, laid over what is known: a field that was not sent stays as it is.
  func details(over desk: CheckoutDesk?, consentText: String) -> CustomerDetails {
    var details = CustomerDetails()
    details.shippingAddress = address("ship", over: desk?.shippingAddress)
    details.billingAddress = address("bill", over: desk?.billingAddress)
    details.email = text("email")
    if text("consent") == "yes" { details.consent = consentText }
    return details
  }

  /// Nil where the form says nothing new.
  private func address(_ prefix: String, over known: Address?) -> Address? {
    var address = known ?? Address()
    address.id = nil
    let paths: [(name: String, path: WritableKeyPath<Address, String?>)] = [
      ("name", \.name), ("company", \.company), ("line1", \.line1), ("line2", \.line2), ("postal_code", \.postalCode), ("city", \.city),
      ("region", \.region), ("country", \.country), ("phone", \.phone),
    ]
    for (name, path) in paths {
      guard let typed = values["\(prefix)_\(name)"] else { continue }
      address[keyPath: path] = typed.trimmedText
    }
    var before = known ?? Address()
    before.id = nil
    // A country that was only preselected is not an address yet.
    var bare = address
    bare.country = nil
    return address == before || (known == nil && bare == Address()) ? nil : address
  }
}

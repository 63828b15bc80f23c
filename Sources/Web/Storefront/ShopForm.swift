import Domain

/// What a form of the online store brought; a name that the form does not have is refused.
struct ShopForm {
  let values: [String: String]

  /// - Throws: 400 for a broken form, `validationFailed` for a field that the form does not have.
  init(_ call: Call, knows names: Set<String>) throws(Refusal) {
    values = try call.form()
    let unknown = values.keys.filter { !names.contains($0) }.sorted()
    guard unknown.isEmpty else {
      throw Refusal(
        .validationFailed, "The form has a field that is not known here.",
        failures: unknown.map { FieldFailure(field: TextRules.shown($0), code: "unknown_field", message: "This field is not known here.") })
    }
  }

  /// The field as it was typed; nil for one that was left out or empty.
  func text(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  func required(_ name: String) throws(Refusal) -> String {
    guard let text = text(name) else { throw .invalid(name, "required", "This is needed.") }
    return text
  }

  /// A number as people type it, with a point or a comma; nil where nothing was typed.
  func quantity(_ name: String) throws(Refusal) -> Quantity? {
    guard let typed = text(name)?.trimmedText else { return nil }
    let plain = String(decoding: typed.utf8.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    guard plain.utf8.count <= 20, let quantity = Quantity(text: plain) else {
      throw .invalid(name, "out_of_range", "A number such as 2.")
    }
    return quantity
  }

  /// What is wanted after a press on − or +, or what was typed.
  func steppedQuantity() throws(Refusal) -> Quantity {
    guard let quantity = try quantity("quantity") else { throw .invalid("quantity", "required", "How many?") }
    switch text("step") {
    case nil: return quantity
    case "less"?: return Quantity(thousandths: max(0, quantity.thousandths - 1000)) ?? .zero
    case "more"?:
      guard let more = quantity.adding(.one) else { throw .invalid("quantity", "out_of_range", "A number such as 2.") }
      return more
    case "none"?: return .zero
    default: throw .invalid("step", "choice", "One of less, more, none.")
    }
  }

  /// A path below `/shop` that a form came from.
  func ownPath(_ name: String) -> String? {
    guard let path = text(name), path == "/shop" || ["/shop/", "/shop?", "/shop#"].contains(where: { path.utf8.starts(with: $0.utf8) })
    else { return nil }
    return path
  }
}

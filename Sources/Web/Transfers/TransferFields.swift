import Domain
import JSON
import UseCases

extension Call {
  /// The fields of a notice and its slip: a JSON object, or the parts of a form, whose `amount` is a whole number in minor units too.
  func transferFields() throws(Refusal) -> (fields: Fields, slip: [UInt8]?) {
    guard let form = try parts() else { return (try fields(), nil) }
    var members: [(key: String, value: JSON)] = []
    for (name, text) in try form.fields().sorted(by: { $0.key < $1.key }) {
      let isNumber = name == "amount" && !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "-") }
      // An empty field of a form says nothing.
      if !text.isEmpty { members.append((name, isNumber ? .number(text) : .string(text))) }
    }
    for part in form.parts where part.fileName != nil && part.name != "slip" { members.append((part.name, .null)) }
    return (try Fields(.object(members)), form.file("slip"))
  }

  /// The parts of the body; nil where it is not made of parts.
  func parts() throws(Refusal) -> MultipartForm? {
    guard let type = headers["content-type"], type.lowercased().utf8.starts(with: "multipart/form-data".utf8) else { return nil }
    return try MultipartForm(body, type: type)
  }
}

extension Fields {
  /// What a payer or their bank says in words; never the number of a card (PAY-18).
  func transferText(_ key: String, limit: Int, multiline: Bool = false, required: Bool = false) -> String? {
    guard let text = text(key, limit: limit, minimum: required ? 1 : 0, multiline: multiline, required: required),
      let trimmed = text.trimmedText
    else {
      if required, has(key), !isNull(key), isClean { fail(key, "required", "This field may not be empty.") }
      return nil
    }
    guard !CardNumberText.isLikely(trimmed) else {
      fail(key, "card_number", "This looks like the number of a card. Never write one down here.")
      return nil
    }
    return trimmed
  }

  /// A slip inside JSON, in base 64.
  func slip() -> [UInt8]? {
    guard let text = text("slip", limit: 1_400_000, minimum: 1) else { return nil }
    guard let bytes = Base64.bytes(text) else {
      fail("slip", "base64", "A file in base 64, or a form with the file as its part slip.")
      return nil
    }
    return bytes
  }
}

package import Domain
package import JSON

/// Values read from the members of an object: texts, flags, numbers, identities, and objects and lists of them.
extension Fields {
  /// A text in NFC without control characters.
  ///
  /// - Parameters:
  ///   - limit: Unicode scalars; 1,000 unless said otherwise, 10,000 for notes.
  ///   - minimum: 1 where an empty text says nothing.
  ///   - multiline: whether line feeds and tabs may stand in it.
  package func text(
    _ key: String, limit: Int = 1000, minimum: Int = 0, multiline: Bool = false, required: Bool = false, nullable: Bool = true
  ) -> String? {
    guard let value = value(key, required: required, nullable: nullable) else { return nil }
    return text(value, key, limit: limit, minimum: minimum, multiline: multiline)
  }

  /// A text without spaces at its ends and never empty: a name, a title, a label.
  package func name(_ key: String, limit: Int = 1000, required: Bool = false, nullable: Bool = true) -> String? {
    guard let raw = text(key, limit: limit, required: required, nullable: nullable) else { return nil }
    let trimmed = TextRules.trimmed(raw)
    guard !trimmed.isEmpty else {
      note(key, "required", "This field may not be empty.")
      return nil
    }
    return trimmed
  }

  /// A text that identifies something to machines and people (SKU, code, number): no invisible characters, no spaces at the ends.
  package func identifier(_ key: String, limit: Int = 200, required: Bool = false, nullable: Bool = true) -> String? {
    guard let text = name(key, limit: limit, required: required, nullable: nullable) else { return nil }
    guard TextRules.isVisible(text) else {
      note(key, "invisible_character", "Invisible characters may not stand in this field.")
      return nil
    }
    return text
  }

  package func bool(_ key: String, required: Bool = false, nullable: Bool = false) -> Bool? {
    guard let value = value(key, required: required, nullable: nullable) else { return nil }
    guard case .bool(let flag) = value else {
      note(key, "type", "This field is true or false.")
      return nil
    }
    return flag
  }

  /// One of an enum's raw values.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of type: Choice.Type = Choice.self, required: Bool = false, nullable: Bool = false
  ) -> Choice? where Choice.RawValue == String {
    guard let value = value(key, required: required, nullable: nullable) else { return nil }
    guard case .string(let text) = value else {
      note(key, "type", "This field is a text.")
      return nil
    }
    // Compared as bytes: canonically equivalent spellings are other words.
    guard let choice = Choice(rawValue: text), choice.rawValue.utf8.elementsEqual(text.utf8) else {
      note(key, "choice", "One of: \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
      return nil
    }
    return choice
  }

  package func id<Of>(_ key: String, of type: Of.Type = Of.self, required: Bool = false, nullable: Bool = true) -> ID<Of>? {
    guard let value = value(key, required: required, nullable: nullable) else { return nil }
    return id(value, key)
  }

  /// A list of identities, each once.
  package func ids<Of>(_ key: String, of type: Of.Type = Of.self, limit: Int = 1000, required: Bool = false) -> [ID<Of>]? {
    let read: (JSON, String) -> ID<Of>? = { id($0, $1) }
    guard let ids = list(key, limit: limit, required: required, read) else { return nil }
    guard Set(ids).count == ids.count else {
      note(key, "duplicate", "One of these is named twice.")
      return nil
    }
    return ids
  }

  /// A moment in RFC 3339.
  package func instant(_ key: String, required: Bool = false, nullable: Bool = true) -> Instant? {
    guard let value = value(key, required: required, nullable: nullable) else { return nil }
    guard case .string(let text) = value, let instant = Instant(text: text) else {
      note(key, "instant", "A time in RFC 3339, such as 2026-01-31T09:30:00Z.")
      return nil
    }
    return instant
  }

  /// A list of texts, such as tags.
  package func texts(_ key: String, limit: Int, textLimit: Int, required: Bool = false) -> [String]? {
    list(key, limit: limit, required: required) { text($0, $1, limit: textLimit, minimum: 1, multiline: false) }
  }

  /// One object inside; its members are refused together with those of this one.
  package func object(_ key: String, required: Bool = false, nullable: Bool = true) -> Fields? {
    guard let value = value(key, required: required, nullable: nullable) else { return nil }
    return object(value, key)
  }

  /// A list of objects, each read by `read`; nil when one of them failed.
  package func objects<Value>(_ key: String, limit: Int, required: Bool = false, _ read: (Fields) -> Value?) -> [Value]? {
    list(key, limit: limit, required: required) { value, place in
      object(value, place).flatMap(read)
    }
  }

  /// An object of texts under names of the caller's choosing (`properties`), in the order sent.
  package func dictionary(_ key: String, limit: Int, textLimit: Int = 1000) -> [(key: String, value: String)]? {
    guard let value = value(key, required: false, nullable: true) else { return nil }
    guard case .object(let members) = value else {
      note(key, "type", "This field is an object.")
      return nil
    }
    guard members.count <= limit else {
      note(key, "too_many", "At most \(limit) entries.")
      return nil
    }
    var pairs: [(key: String, value: String)] = []
    for member in members {
      let place = "\(key).\(TextRules.shown(member.key))"
      let name = text(.string(member.key), place, limit: 200, minimum: 1, multiline: false)
      let text = text(member.value, place, limit: textLimit, minimum: 0, multiline: true)
      if let name, let text { pairs.append((name, text)) }
    }
    return pairs.count == members.count ? pairs : nil
  }

  /// The value as it came, for readers that must look at it themselves.
  package func raw(_ key: String) -> JSON? {
    value(key, required: false, nullable: true)
  }

  private func text(_ value: JSON, _ key: String, limit: Int, minimum: Int, multiline: Bool) -> String? {
    guard case .string(let raw) = value else {
      note(key, "type", "This field is a text.")
      return nil
    }
    switch TextRules.read(raw, limit: limit, minimum: minimum, multiline: multiline) {
    case .success(let text): return text
    case .failure(let failure):
      note(key, failure.code, failure.message)
      return nil
    }
  }

  private func id<Of>(_ value: JSON, _ key: String) -> ID<Of>? {
    guard case .string(let text) = value, let id = ID<Of>(text) else {
      note(key, "id", "An id that starts with \(Of.idPrefix)_.")
      return nil
    }
    return id
  }

  private func object(_ value: JSON, _ place: String) -> Fields? {
    guard case .object(let members) = value else {
      note(place, "type", "This field is an object.")
      return nil
    }
    return Fields(members: members, path: "\(path)\(place).", notes: notes)
  }

  private func list<Value>(_ key: String, limit: Int, required: Bool, _ read: (JSON, String) -> Value?) -> [Value]? {
    guard let value = value(key, required: required, nullable: false) else { return nil }
    guard case .array(let elements) = value else {
      note(key, "type", "This field is a list.")
      return nil
    }
    guard elements.count <= limit else {
      note(key, "too_many", "At most \(limit) entries.")
      return nil
    }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      if let value = read(element, "\(key)[\(index)]") { values.append(value) }
    }
    return values.count == elements.count ? values : nil
  }
}

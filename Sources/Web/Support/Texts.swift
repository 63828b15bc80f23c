package import JSON

/// The catalogue of visible texts: every `Public/texts/<language>/*.json`, one flat object of key and text in each file.
package struct Texts: Sendable {
  package struct Broken: Error, CustomStringConvertible {
    package let description: String
  }

  package let language: String
  private let texts: [String: String]

  /// - Parameter english: says what this language has no words for.
  package init(_ files: SiteFiles, language: String = "en", completedBy english: Texts? = nil) throws {
    var texts: [String: String] = [:]
    let folder = "Public/texts/\(language)"
    for path in files.list(folder) where path.hasSuffix(".json") {
      guard case .object(let members) = try JSON.read(try files.read("\(folder)/\(path)")) else {
        throw Broken(description: "\(folder)/\(path) is not a JSON object.")
      }
      for member in members {
        guard case .string(let text) = member.value else { throw Broken(description: "\(folder)/\(path): \(member.key) is no text.") }
        guard texts.updateValue(text, forKey: member.key) == nil else {
          throw Broken(description: "\(folder)/\(path): \(member.key) is in two files.")
        }
      }
    }
    self.language = language
    self.texts = english.map { $0.texts.merging(texts) { _, own in own } } ?? texts
  }

  /// The text of a key with its `{name}` places filled; a missing key shows itself, so that it is seen and a page still works.
  package func say(_ key: String, _ values: [String: String] = [:]) -> String {
    let plural = values["count"].map { $0 == "1" ? "\(key).one" : "\(key).other" }
    guard let text = texts[key] ?? plural.flatMap({ texts[$0] }) else { return key }
    return values.isEmpty ? text : Self.filled(text, values)
  }

  /// In one go from left to right, so that braces inside a value stay what they are.
  private static func filled(_ text: String, _ values: [String: String]) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      result += rest[..<open] + (values[name] ?? "{\(name)}")
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// Whole catalogue, sorted by key, for the scripts of a page.
  package var json: JSON {
    .object(texts.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) })
  }

  package var keys: Set<String> { Set(texts.keys) }
}

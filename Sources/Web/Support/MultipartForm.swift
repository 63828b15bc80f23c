package import Domain

/// A body of `multipart/form-data` (RFC 7578), read strictly and on bytes: a part's file name is looked at by nobody but people, its type
/// by nobody at all (UPL-01, UPL-02).
package struct MultipartForm: Sendable {
  package struct Part: Sendable, Equatable {
    package let name: String
    /// What the sender called the file; nil for a field. Never a path of ours.
    package let fileName: String?
    package let bytes: [UInt8]
  }

  package let parts: [Part]

  private static let partLimit = 10
  private static let headLimit = 8192

  /// - Parameter type: the Content-Type with the boundary.
  /// - Throws: 400 for whatever is not a form of parts from beginning to end, for a repeated name, and for more than ten parts.
  package init(_ body: [UInt8], type: String) throws(Refusal) {
    guard let boundary = Self.boundary(of: type) else { throw Self.broken("Its Content-Type names no boundary.") }
    var scanner = MultipartScanner(body, boundary: boundary)
    guard scanner.opens() else { throw Self.broken("It does not begin with its boundary.") }
    var parts: [Part] = []
    var names: Set<String> = []
    while true {
      switch scanner.afterBoundary() {
      case .end:
        self.parts = parts
        return
      case .broken: throw Self.broken("A boundary is not followed by a line end.")
      case .part: break
      }
      guard parts.count < Self.partLimit else { throw Self.broken("It has more than \(Self.partLimit) parts.") }
      guard let head = scanner.head(limit: Self.headLimit) else { throw Self.broken("A part has no head, or one that is too long.") }
      guard let bytes = scanner.content() else { throw Self.broken("It ends in the middle of a part.") }
      let (name, fileName) = try Self.disposition(head)
      guard names.insert(name).inserted else { throw Self.broken("The field \"\(TextRules.shown(name))\" occurs twice.") }
      parts.append(Part(name: name, fileName: fileName, bytes: Array(bytes)))
    }
  }

  /// The fields that are no files, as text.
  /// - Throws: 400 for a value that is not valid UTF-8 or holds U+0000.
  package func fields() throws(Refusal) -> [String: String] {
    var fields: [String: String] = [:]
    for part in parts where part.fileName == nil {
      guard let text = String(validating: part.bytes, as: UTF8.self), !part.bytes.contains(0) else {
        throw Self.broken("The field \"\(TextRules.shown(part.name))\" is not valid UTF-8.")
      }
      fields[part.name] = text
    }
    return fields
  }

  /// The file of a field; nil where none was chosen, which browsers send as an empty file without a name.
  package func file(_ name: String) -> [UInt8]? {
    guard let part = parts.first(where: { $0.name == name && $0.fileName != nil }) else { return nil }
    return part.bytes.isEmpty && part.fileName?.isEmpty == true ? nil : part.bytes
  }

  /// 1 to 70 characters of RFC 2046 §5.1.1, perhaps in quotes; no other parameter.
  static func boundary(of type: String) -> [UInt8]? {
    let parts = type.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, TextRules.trimmed(String(parts[0])).lowercased() == "multipart/form-data" else { return nil }
    let parameter = TextRules.trimmed(String(parts[1]))
    guard parameter.utf8.count > 9, parameter.prefix(9).lowercased() == "boundary=" else { return nil }
    var value = Array(parameter.utf8.dropFirst(9))
    if value.count > 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") { value = Array(value.dropFirst().dropLast()) }
    let isPlain = value.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "'()+_,-./:=?".utf8.contains(byte)
    }
    return (1...70).contains(value.count) && isPlain ? value : nil
  }

  /// The names in `Content-Disposition: form-data; name="…"; filename="…"`.
  private static func disposition(_ head: [(name: String, value: String)]) throws(Refusal) -> (name: String, fileName: String?) {
    let lines = head.filter { $0.name == "content-disposition" }
    guard lines.count == 1, let parameters = FormDisposition.read(lines[0].value) else {
      throw broken("A part does not say which field it is.")
    }
    guard
      !head.contains(where: {
        $0.name == "content-transfer-encoding" && $0.value.lowercased() != "binary" && $0.value.lowercased() != "8bit"
      })
    else { throw broken("A part is encoded, which is not read.") }
    guard !head.contains(where: { $0.name == "content-type" && $0.value.lowercased().hasPrefix("multipart/") }) else {
      throw broken("A part holds parts of its own.")
    }
    guard let name = parameters.name, !name.isEmpty, name.utf8.count <= 100 else { throw broken("A part has no name.") }
    return (name, parameters.fileName)
  }

  private static func broken(_ detail: String) -> Refusal {
    Refusal(.malformed, "The form cannot be read. \(detail)")
  }
}

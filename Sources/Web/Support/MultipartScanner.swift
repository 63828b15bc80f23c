/// Walks through a body of parts, byte by byte and never backwards over content.
struct MultipartScanner {
  enum Step {
    case part, end, broken
  }

  private let body: [UInt8]
  /// CR LF and two hyphens before the boundary; the first one has no line end before it.
  private let mark: [UInt8]
  private var index = 0

  init(_ body: [UInt8], boundary: [UInt8]) {
    self.body = body
    mark = [0x0D, 0x0A, 0x2D, 0x2D] + boundary
  }

  /// Passes the first boundary. Nothing may stand before it but an empty line.
  mutating func opens() -> Bool {
    if starts(with: mark[...]) {
      index += mark.count
    } else if starts(with: mark[2...]) {
      index += mark.count - 2
    } else {
      return false
    }
    return true
  }

  /// What follows a boundary: a line end and a part, or two hyphens and nothing but perhaps a line end.
  mutating func afterBoundary() -> Step {
    if starts(with: [0x2D, 0x2D]) {
      let rest = body[(index + 2)...]
      return rest.isEmpty || rest.elementsEqual([0x0D, 0x0A]) ? .end : .broken
    }
    guard starts(with: [0x0D, 0x0A]) else { return .broken }
    index += 2
    return .part
  }

  /// The lines of a part's head up to the empty one; nil where there is none within the limit, or a line is no header.
  mutating func head(limit: Int) -> [(name: String, value: String)]? {
    let start = index
    var lines: [(name: String, value: String)] = []
    while true {
      guard let end = lineEnd(before: start + limit) else { return nil }
      let line = body[index..<end]
      index = end + 2
      if line.isEmpty { return lines }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex, line.first != 0x20, line.first != 0x09,
        let name = String(validating: line[..<colon], as: UTF8.self),
        let value = String(validating: line[(colon + 1)...], as: UTF8.self)
      else { return nil }
      lines.append((name.lowercased(), TextRules.trimmed(value)))
    }
  }

  /// The octets up to the next boundary, which is passed; nil where there is none.
  mutating func content() -> ArraySlice<UInt8>? {
    let start = index
    // An empty part has its boundary right behind the empty line of its head, whose line end counts for both.
    if index >= 2, body[(index - 2)...].starts(with: mark) {
      index += mark.count - 2
      return body[start..<start]
    }
    guard let end = next() else { return nil }
    index = end + mark.count
    return body[start..<end]
  }

  /// Where the next mark begins. Compares whole only where the last octet fits (Horspool), so that no content makes it slow.
  private func next() -> Int? {
    body.withUnsafeBufferPointer { bytes in
      let last = mark.count - 1
      var shifts = [Int](repeating: mark.count, count: 256)
      for place in 0..<last { shifts[Int(mark[place])] = last - place }
      var place = index
      while place <= bytes.count - mark.count {
        let end = bytes[place + last]
        if end == mark[last] {
          var matched = 0
          while matched < last, bytes[place + matched] == mark[matched] { matched += 1 }
          if matched == last { return place }
        }
        place += shifts[Int(end)]
      }
      return nil
    }
  }

  private func lineEnd(before limit: Int) -> Int? {
    var place = index
    while place + 1 < body.count, place < limit {
      if body[place] == 0x0D, body[place + 1] == 0x0A { return place }
      // A bare control character belongs in no head.
      guard body[place] >= 0x20 || body[place] == 0x09 else { return nil }
      place += 1
    }
    return nil
  }

  private func starts(with prefix: ArraySlice<UInt8>) -> Bool {
    index <= body.count - prefix.count && body[index..<(index + prefix.count)].elementsEqual(prefix)
  }
}

/// The parameters of a part's `Content-Disposition`.
enum FormDisposition {
  /// Nil for what is no form's; a parameter that occurs twice is refused, others than `name` and `filename` are passed over.
  static func read(_ value: String) -> (name: String?, fileName: String?)? {
    let bytes = Array(value.utf8)
    let kind = Array("form-data".utf8)
    guard bytes.count >= kind.count, zip(bytes, kind).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { return nil }
    var index = kind.count
    var found: [String: String] = [:]
    while index < bytes.count {
      while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
      guard index < bytes.count else { break }
      guard bytes[index] == UInt8(ascii: ";") else { return nil }
      index += 1
      while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
      guard index < bytes.count else { break }
      guard let equals = bytes[index...].firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let name = String(decoding: bytes[index..<equals], as: UTF8.self).lowercased()
      index = equals + 1
      guard let value = parameter(bytes, &index), found.updateValue(value, forKey: name) == nil else { return nil }
    }
    return (found["name"], found["filename"] ?? (found["filename*"] == nil ? nil : "file"))
  }

  /// In quotes, where browsers write a quote as `%22` or `\"`, or bare up to the next semicolon.
  private static func parameter(_ bytes: [UInt8], _ index: inout Int) -> String? {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      let end = bytes[index...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
      defer { index = end }
      return TextRules.trimmed(String(decoding: bytes[index..<end], as: UTF8.self))
    }
    var value: [UInt8] = []
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") { index += 1 }
      value.append(bytes[index])
      index += 1
    }
    guard index < bytes.count else { return nil }
    index += 1
    return String(decoding: value, as: UTF8.self)
  }
}

import SQLEngine

/// A list of values as PostgreSQL reads an array: `{"a","b",NULL}`.
enum PostgresArray {
  static func text(_ values: some Sequence<SQLValue>) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for value in values {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      switch value {
      case .null: bytes.append(contentsOf: "NULL".utf8)
      case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
      case .text(var text):
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { octets in
          for octet in octets {
            if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(octet)
          }
        }
        bytes.append(UInt8(ascii: "\""))
      }
    }
    bytes.append(UInt8(ascii: "}"))
    return String(decoding: bytes, as: UTF8.self)
  }
}

import Domain
import Foundation
import JSON
import Testing

/// What the vectors of `Tests/Fixtures/pricing` hold, read as the server and the register read them.
enum PricingFixtures {
  /// One vector: a body of `POST /orders/calculate`, and a part of its answer.
  struct Vector: CustomTestStringConvertible, Sendable {
    let name: String
    let rule: String
    let request: JSON
    let expect: JSON

    var testDescription: String { "\(name) (\(rule))" }
  }

  struct Unreadable: Error {
    let what: String
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: "Tests/Fixtures/pricing/\(name)")))
  }

  static func document(_ name: String) throws -> JSON {
    try JSON.read(try bytes(name))
  }

  static func vectors(_ name: String) throws -> [Vector] {
    try document(name)["vectors"].elements.map { vector in
      Vector(
        name: try vector["name"].text, rule: try vector["rule"].text, request: try vector.required("request"),
        expect: try vector.required("expect"))
    }
  }

  /// One vector a line, without a name.
  static func lines(_ bytes: [UInt8]) throws -> [Vector] {
    try bytes.split(separator: UInt8(ascii: "\n")).enumerated().map { index, line in
      let vector = try JSON.read(Array(line))
      return Vector(
        name: "line \(index + 1)", rule: "M8", request: try vector.required("request"), expect: try vector.required("expect"))
    }
  }
}

extension JSON {
  func required(_ key: String) throws -> JSON {
    guard let value = self[key] else { throw PricingFixtures.Unreadable(what: key) }
    return value
  }
}

extension JSON? {
  var elements: [JSON] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  var members: [(key: String, value: JSON)] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  var isPresent: Bool {
    switch self {
    case nil, .null: false
    default: true
    }
  }

  /// The text of a string or the token of a number.
  var text: String {
    get throws {
      switch self {
      case .string(let text), .number(let text): return text
      default: throw PricingFixtures.Unreadable(what: "a text or number")
      }
    }
  }

  var integer: Int64 {
    get throws {
      guard let value = Int64(try text) else { throw PricingFixtures.Unreadable(what: "an integer") }
      return value
    }
  }

  func flag(_ standard: Bool) -> Bool {
    guard case .bool(let flag) = self else { return standard }
    return flag
  }
}

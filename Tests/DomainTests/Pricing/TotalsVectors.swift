import Domain
import Foundation
import JSON
import Testing

/// The vectors that the server, the pages' `totals.js` and the API pass alike.
struct TotalsVectors {
  @Test(arguments: try PricingFixtures.vectors("golden.json"))
  func `a golden vector comes to its figures`(_ vector: PricingFixtures.Vector) throws {
    try Self.check(vector)
  }

  @Test(arguments: try PricingFixtures.vectors("own.json"))
  func `a vector of our own comes to its figures`(_ vector: PricingFixtures.Vector) throws {
    try Self.check(vector)
  }

  /// The sample is made by `Tests/oracle/vectors.py`; `COUNTERFOIL_ORACLE_SAMPLE` names a larger one to check as well.
  @Test func `random orders come to the figures of the oracle in exact fractions`() throws {
    var vectors = try PricingFixtures.lines(PricingFixtures.bytes("random.jsonl"))
    if let path = ProcessInfo.processInfo.environment["COUNTERFOIL_ORACLE_SAMPLE"] {
      vectors += try PricingFixtures.lines([UInt8](try Data(contentsOf: URL(filePath: path))))
    }
    #expect(vectors.count >= 200)
    print("\(vectors.count) orders compared with the oracle")
    for vector in vectors { try Self.check(vector) }
  }

  static func check(_ vector: PricingFixtures.Vector) throws {
    let body = try CalculateBody(vector.request)
    let figures = body.figures(try OrderTotals.compute(body.input))
    if let difference = difference(figures, vector.expect, "") { Issue.record("\(vector.testDescription): \(difference)") }
  }

  /// The first place where `expected` is not a part of `actual`; nil where it is.
  static func difference(_ actual: JSON?, _ expected: JSON, _ path: String) -> String? {
    switch expected {
    case .object(let members):
      for (key, value) in members {
        if let found = difference(actual?[key], value, "\(path).\(key)") { return found }
      }
      return nil
    case .array(let elements):
      guard case .array(let others) = actual, others.count == elements.count else { return "\(path): another number of elements" }
      for (index, element) in elements.enumerated() {
        if let found = difference(others[index], element, "\(path)[\(index)]") { return found }
      }
      return nil
    default:
      return actual == expected ? nil : "\(path): \(shown(actual)), expected \(shown(expected))"
    }
  }

  private static func shown(_ value: JSON?) -> String {
    value.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "nothing"
  }
}

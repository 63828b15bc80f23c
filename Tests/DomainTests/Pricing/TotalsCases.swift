import Domain
import Foundation
import JSON
import Testing

/// Figures that other projects' test suites and documents state, where our policy binds; none of them was made by us.
///
/// The file lies beside the project and not in it. Where it is absent a line says so; every other trouble is a failure.
struct TotalsCases {
  @Test func `every case that our policy binds comes to its figures`() throws {
    let path = PricingFixtures.root.appending(path: "../shared/data/totals-cases.json").standardizedFileURL
    guard FileManager.default.fileExists(atPath: path.path) else {
      print("totals-cases.json is not there: no foreign case was tried")
      return
    }
    let cases = try JSON.read([UInt8](try Data(contentsOf: path)))["cases"].elements
    #expect(!cases.isEmpty)
    var tally = Tally()
    for one in cases {
      let id = try one["id"].text
      guard try Self.isBound(one) else {
        tally.unbound += 1
        continue
      }
      if let need = try Self.unmetNeed(one) {
        tally.leftOut[need, default: []].append(id)
        continue
      }
      tally.tried += 1
      if let difference = try Self.difference(one) { Issue.record("\(id): \(difference)") }
    }
    print(tally.text)
  }

  private struct Tally {
    var tried = 0
    var unbound = 0
    var leftOut: [String: [String]] = [:]

    var text: String {
      let missing = leftOut.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value.joined(separator: ", ")))" }
      return "totals-cases.json: \(tried) tried, \(unbound) of another policy, left out for want of: \(missing.joined(separator: "; "))"
    }
  }

  /// The value of each policy field, or those to choose from, as `docs/rules.md` states them.
  private static let policy = [
    "tax_level": ["rate"], "mode": ["half_up", "half_even"], "inclusive_rounds": ["tax"], "multi_tax": ["each"],
    "line_amount": ["rounded"], "percent_rounds": ["discount"], "discount_level": ["line"], "allocation": ["largest_remainder"],
    "allocation_weights": ["price"], "order_discount_scope": ["items"], "stacking": ["sequential"],
  ]

  private static func isBound(_ one: JSON) throws -> Bool {
    try one["binding"].elements.allSatisfy { field in
      let name = try field.asOptional.text
      guard let ours = policy[name] else { throw PricingFixtures.Unreadable(what: "policy field \(name)") }
      return ours.contains(try (try one.required("policy"))[name].text)
    }
  }

  /// What the shop does not have, though the case asks for it.
  private static func unmetNeed(_ one: JSON) throws -> String? {
    for need in one["needs"].elements {
      let name = try need.asOptional.text
      if ["minimum_price", "shipping_discount"].contains(name) { return name }
    }
    guard try one["kind"].text == "cash_rounding" else { return nil }
    let mode = try one["rounding_mode"].text
    return mode == "half_up" ? nil : "cash rounding always \(mode)"
  }

  private static func difference(_ one: JSON) throws -> String? {
    switch try one["kind"].text {
    case "order": try OrderCase(one).difference()
    case "cash_rounding": try cashDifference(one)
    case "allocation":
      try compare(
        one["expect"]?["shares"],
        try Money(minorUnits: one["amount"].integer, currency: OrderCase.currency("EUR")).split(
          by: one["weights"].elements.map { try $0.asOptional.integer }))
    default: throw PricingFixtures.Unreadable(what: "kind")
    }
  }

  private static func compare(_ expected: JSON?, _ shares: [Money]) throws -> String? {
    let figures = try expected.elements.map { try $0.asOptional.integer }
    return figures == shares.map(\.minorUnits) ? nil : "\(shares.map(\.minorUnits)), expected \(figures)"
  }

  private static func cashDifference(_ one: JSON) throws -> String? {
    guard let rounding = CashRounding(step: try one["step"].integer) else { throw PricingFixtures.Unreadable(what: "step") }
    let due = Money(minorUnits: try one["amount"].integer, currency: try OrderCase.currency(try one["currency"].text))
    let (payable, difference) = try rounding.round(due)
    let expected = one["expect"]
    let isSame = try payable.minorUnits == expected?["payable"].integer && difference.minorUnits == expected?["rounding"].integer
    return isSame ? nil : "\(payable.minorUnits) and \(difference.minorUnits)"
  }
}

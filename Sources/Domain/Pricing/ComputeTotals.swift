extension OrderTotals {
  /// The totals of `input`: one pure function for the server, its explanation and, in the same words, the pages' `totals.js`.
  ///
  /// - Throws: `validationFailed` naming `lines[i].…`, `adjustments`, `shipping_line` or `total` where an amount leaves its range.
  package static func compute(_ input: TotalsInput) throws(Refusal) -> OrderTotals {
    var computation = try TotalsComputation(input, trace: TotalsTrace(isRecording: false))
    return try computation.run()
  }

  /// The same totals with every step that led to them.
  package static func explain(_ input: TotalsInput) throws(Refusal) -> (totals: OrderTotals, trace: TotalsTrace) {
    var computation = try TotalsComputation(input, trace: TotalsTrace(isRecording: true))
    let totals = try computation.run()
    return (totals, computation.trace)
  }
}

/// The work behind ``OrderTotals/compute(_:)``, stage by stage: line amounts, own discounts, reductions, taxes, sums.
///
/// Lines, shipping and fees are numbered through as *members*, in this order, because tax treats them alike (rule M6). The limits
/// checked on entry keep every sum below 2^60, so that plain addition is safe in all that follows.
struct TotalsComputation {
  let input: TotalsInput
  var trace: TotalsTrace
  /// Quantity times unit price of each line.
  var lineAmounts: [Int64] = []
  /// What each own discount of each line takes off.
  var ownDiscounts: [[Int64]] = []
  /// What each reduction takes off the order, and off each line.
  var reductions: [Int64] = []
  var reductionShares: [[Int64]] = []
  /// What is left of each member after all discounts, as quoted: the base of its taxes.
  var amounts: [Int64] = []
  var groups: [TaxGroup] = []
  /// The group of each member; nil for an untaxed one.
  var memberGroups: [TaxGroup.Place?] = []

  /// The most lines and fees, and the most taxes on one thing, that the arithmetic is proved for; the API allows fewer.
  private static let memberLimit = 2100
  private static let taxLimit = 16

  init(_ input: TotalsInput, trace: TotalsTrace) throws(Refusal) {
    self.input = input
    self.trace = trace
    guard input.lines.count + input.fees.count <= Self.memberLimit else {
      throw .invalid("lines", "too_many", "An order has too many lines or fees.")
    }
    guard input.debits.count + input.credits.count + input.reductions.count <= Self.memberLimit else {
      throw .invalid("adjustments", "too_many", "An order has too many adjustments.")
    }
    for (index, line) in input.lines.enumerated() where line.taxRates.count > Self.taxLimit {
      throw .invalid("lines[\(index)].tax_rates", "too_many", "One line may have at most \(Self.taxLimit) taxes.")
    }
    for fee in input.fees { try Self.check(fee, "adjustments") }
    if let shipping = input.shipping { try Self.check(shipping, "shipping_line") }
    for amount in input.debits + input.credits where !(0...Money.limit).contains(amount) {
      throw .amountTooLarge("adjustments")
    }
  }

  private static func check(_ charge: TotalsCharge, _ field: String) throws(Refusal) {
    guard charge.amount.magnitude <= Money.limit.magnitude else { throw .amountTooLarge(field) }
    guard charge.taxRates.count <= taxLimit else {
      throw .invalid("\(field).tax_rates", "too_many", "One charge may have at most \(taxLimit) taxes.")
    }
  }

  mutating func run() throws(Refusal) -> OrderTotals {
    try priceLines()
    try reduceOrder()
    quoteCharges()
    groupByTaxes()
    try taxGroups()
    return try summedUp()
  }
}

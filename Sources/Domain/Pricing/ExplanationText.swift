/// The arithmetic of an explanation as a person writes it down: `11.15 × 66.60 ÷ 223.03 = 3.3296…, gets the next cent`.
struct ExplanationText {
  let currency: Currency
  let rounding: Rounding

  /// Minor units with the currency's decimals, without its sign.
  func amount(_ minorUnits: Int64) -> String { decimal(minorUnits, extra: 0) }

  /// A price, with the digits it has beyond the minor unit.
  func price(_ price: UnitPrice) -> String { decimal(price.tenThousandths, extra: 4) }

  func percent(_ percentage: Percentage) -> String { "\(percentage.text)%" }

  /// Quantity and price, and what rounding did.
  func product(_ quantity: Quantity, _ price: UnitPrice) -> String {
    guard let exact = quotient(quantity.thousandths, price.tenThousandths, 10_000_000), exact.rest != nil else {
      return "quantity × price"
    }
    return "\(exact.text), \(rounded)"
  }

  /// `98.00 × 15% = 14.70`, and what rounding or cutting did.
  func cut(_ value: DiscountValue, of base: Int64, result: Int64) -> String {
    switch value {
    case .percentage(let percentage):
      let said = "\(amount(base)) × \(percent(percentage)) = "
      guard let exact = quotient(base, percentage.partsPerMillion, Percentage.limit) else { return said + amount(result) }
      return said + (exact.rest == nil ? amount(result) : "\(exact.text), \(rounded)")
    case .fixed(let minorUnits, let scope):
      let said = scope == .unit ? "\(amount(minorUnits)) off each unit" : "\(amount(minorUnits)) off \(amount(base))"
      return result == base && result < minorUnits ? said + ", cut to what there is" : said
    }
  }

  /// The share of a whole by weight, and whether it got one of the units left over.
  func share(of whole: Int64, weight: Int64, sum: Int64, result: Int64) -> String {
    guard weight != sum else { return "all of \(amount(whole))" }
    let said = "\(amount(whole)) × \(amount(weight)) ÷ \(amount(sum))"
    guard let exact = quotient(whole, weight, sum) else { return said }
    guard exact.rest != nil else { return "\(said) = \(exact.text)" }
    return
      "\(said) = \(exact.text), \(result.magnitude > exact.whole.magnitude ? "gets the next \(currency.exponent == 2 ? "cent" : "unit")" : "cut")"
  }

  /// A tax on a sum, within it or on top.
  func tax(_ rate: Rate, others: Int64, includesTax: Bool, on base: Int64) -> String {
    let divisor = includesTax ? Rate.whole + others : Rate.whole
    let said =
      includesTax
      ? "\(amount(base)) × \(rate.text) ÷ \(FixedPointText.write(Rate.whole + others, places: 4))" : "\(amount(base)) × \(rate.text)%"
    guard let exact = quotient(base, rate.partsPerMillion, divisor) else { return said }
    return "\(said) = \(exact.text)"
  }

  private var rounded: String {
    switch rounding {
    case .halfUp: "rounded half away from zero"
    case .halfEven: "rounded half to even"
    }
  }

  private func decimal(_ value: Int64, extra: Int) -> String {
    let text = FixedPointText.write(value, places: currency.exponent + extra)
    guard currency.exponent > 0 else { return text }
    let decimals = text.utf8.lastIndex(of: UInt8(ascii: ".")).map { text.utf8.distance(from: $0, to: text.utf8.endIndex) - 1 } ?? 0
    let missing = currency.exponent - decimals
    return missing <= 0 ? text : text + (decimals == 0 ? "." : "") + String(repeating: "0", count: missing)
  }

  /// left × right ÷ divisor with two digits beyond the minor unit; `rest` is nil where it comes out even. Nil beyond 64 bits.
  private func quotient(_ left: Int64, _ right: Int64, _ divisor: Int64) -> (text: String, whole: Int64, rest: UInt64?)? {
    let (product, isNegative) = (left.magnitude.multipliedFullWidth(by: right.magnitude), (left < 0) != (right < 0))
    guard divisor > 0, product.high < divisor.magnitude else { return nil }
    let (whole, rest) = divisor.magnitude.dividingFullWidth(product)
    let decimals = divisor.magnitude.dividingFullWidth(rest.multipliedFullWidth(by: 100))
    guard let scaled = Int64(exactly: whole).map({ $0.multipliedReportingOverflow(by: 100) }), !scaled.overflow else { return nil }
    let (value, overflow) = scaled.partialValue.addingReportingOverflow(Int64(decimals.quotient))
    guard !overflow else { return nil }
    let text = decimal(isNegative ? -value : value, extra: 2) + (decimals.remainder == 0 ? "" : "…")
    return (text, Int64(whole), rest == 0 ? nil : rest)
  }
}

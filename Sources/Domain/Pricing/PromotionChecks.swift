extension Promotion {
  /// Puts texts into their stored form and refuses what does not fit.
  /// - Throws: `validationFailed` naming every field.
  package mutating func settle() throws(Refusal) {
    title = title.composed
    code = code?.trimmedText
    targets = targets.map(\.settled)
    if scope == .order { benefit = benefit.once }
    var checks = FieldChecks()
    checks.text(title, "title", limit: 255, required: true)
    checks.code(code, "code", limit: 64)
    period.check(&checks)
    checkTrigger(&checks)
    checkTargets(&checks)
    checkBenefit(&checks)
    checkLimits(&checks)
    try checks.finish()
  }

  private func checkTrigger(_ checks: inout FieldChecks) {
    if trigger == .code, code == nil { checks.fail("code", "required", "A promotion that is applied by its code needs one.") }
    if trigger != .code, code != nil {
      checks.fail("code", "not_by_code", "Only a promotion that is applied by a code has one: its trigger is code.")
    }
  }

  private func checkTargets(_ checks: inout FieldChecks) {
    if targets.count > Self.targetLimit {
      checks.fail("variant_ids", "too_many", "A promotion names at most \(Self.targetLimit) variants, products and categories.")
    }
    if scope == .order, !targets.isEmpty {
      checks.fail("scope", "lines_only", "A promotion for certain goods lowers their lines, not the whole order.")
    }
    if Set(targets).count != targets.count { checks.fail("variant_ids", "duplicate", "Name each of the goods once.") }
    for case .category(let name) in targets.prefix(Self.targetLimit) {
      checks.text(name, "categories", limit: 255, required: true)
    }
  }

  private func checkBenefit(_ checks: inout FieldChecks) {
    switch benefit {
    case .money(.percentage): break
    case .money(.fixed(let minorUnits, _)):
      if !(0...Money.limit).contains(minorUnits) { checks.fail("value", "out_of_range", "An amount is 0 to 10^12 minor units.") }
    case .points(let points, _):
      if !(0...Points.limit).contains(points) { checks.fail("value", "out_of_range", "Points are 0 to \(Points.limit).") }
    case .pointsMultiplier: break
    }
  }

  private func checkLimits(_ checks: inout FieldChecks) {
    if let usageLimit {
      if !(1...Self.highestLimit).contains(usageLimit) {
        checks.fail("usage_limit", "out_of_range", "A limit is 1 to \(Self.highestLimit), or null for none.")
      } else if usageLimit < uses {
        checks.fail("usage_limit", "already_used", "\(uses) orders use this promotion already; the limit cannot be below that.")
      }
    }
    if let limit = usageLimitPerCustomer, !(1...Self.highestLimit).contains(limit) {
      checks.fail("usage_limit_per_customer", "out_of_range", "A limit is 1 to \(Self.highestLimit), or null for none.")
    }
  }
}

package import Domain
package import SQLEngine

/// Price lists with all their prices.
package struct PriceRuleStore {
  let tx: Transaction

  /// - Throws: ``RefusalCode/notFound``.
  package func take(_ id: ID<PriceRule>) throws -> PriceRule {
    guard let rule = try find([id])[id] else { throw Refusal.notFound("price rule") }
    return rule
  }

  /// Those of several rules that exist, with all their prices.
  package func find(_ ids: [ID<PriceRule>]) throws -> [ID<PriceRule>: PriceRule] {
    guard !ids.isEmpty else { return [:] }
    let rules = try tx.rows("SELECT * FROM price_rules WHERE id IN \(SQL.list(ids))").map(PriceRule.init(row:))
    return Dictionary(try priced(rules).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// One page of rules, newest first.
  ///
  /// - Parameters:
  ///   - search: the beginning of a word of the title.
  ///   - variant: only rules that have a price for it.
  ///   - groups: only rules that are for everybody or for one of these groups.
  package func list(
    search: String?, variant: ID<Variant>?, groups: [String]?, page: PageRequest
  ) throws -> Page<PriceRule> {
    var conditions: [SQL] = ["1 = 1"]
    if let search { conditions.append(NamePrefix.condition("title", search)) }
    if let variant {
      conditions.append(
        """
        id IN (SELECT e.rule_id FROM variants v JOIN products p ON p.id = v.product_id
          JOIN price_rule_prices e ON e.target IN \(TargetColumn.ofVariant) WHERE v.id = \(variant))
        """)
    }
    if let groups {
      conditions.append(
        """
        (NOT EXISTS (SELECT 1 FROM price_rule_groups g WHERE g.rule_id = price_rules.id)
          OR EXISTS (SELECT 1 FROM price_rule_groups g WHERE g.rule_id = price_rules.id
            AND g.group_key IN \(SQL.list(groups.map(\.identityKey)))))
        """)
    }
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      conditions.append("(created_at, id) < (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      """
      SELECT * FROM price_rules WHERE \(conditions.joined(separator: " AND ")) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)
      """)
    return Page(rows: try priced(try rows.map(PriceRule.init(row:))), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  package func add(_ rule: PriceRule) throws {
    try tx.execute(
      """
      INSERT INTO price_rules (id, title, active, automatic, group_names, starts_at, ends_at, created_at, updated_at)
      VALUES (\(rule.id), \(rule.title), \(rule.isActive), \(rule.isAutomatic), \(StoredList.text(rule.groups)), \(rule.period.start),
        \(rule.period.end), \(rule.createdAt), \(rule.updatedAt))
      """)
    try addParts(of: rule)
  }

  package func save(_ rule: PriceRule) throws {
    try tx.execute(
      """
      UPDATE price_rules SET title = \(rule.title), active = \(rule.isActive), automatic = \(rule.isAutomatic),
        group_names = \(StoredList.text(rule.groups)), starts_at = \(rule.period.start), ends_at = \(rule.period.end),
        updated_at = \(rule.updatedAt) WHERE id = \(rule.id)
      """)
    try removeParts(of: rule.id)
    try addParts(of: rule)
  }

  /// Takes a rule away; lines keep its name and the price it gave.
  package func remove(_ id: ID<PriceRule>) throws {
    try removeParts(of: id)
    try tx.execute("DELETE FROM price_rules WHERE id = \(id)")
  }

  private func addParts(of rule: PriceRule) throws {
    for key in Set(rule.groups.map(\.identityKey)) {
      try tx.execute("INSERT INTO price_rule_groups (rule_id, group_key) VALUES (\(rule.id), \(key))")
    }
    for (position, price) in rule.prices.enumerated() {
      let (type, value) = PriceColumns.stored(price.value)
      try tx.execute(
        """
        INSERT INTO price_rule_prices (rule_id, position, target, min_quantity, value_type, value)
        VALUES (\(rule.id), \(position), \(TargetColumn.text(price.target)), \(price.minimumQuantity), \(type), \(value))
        """)
    }
  }

  private func removeParts(of id: ID<PriceRule>) throws {
    try tx.execute("DELETE FROM price_rule_groups WHERE rule_id = \(id)")
    try tx.execute("DELETE FROM price_rule_prices WHERE rule_id = \(id)")
  }

  private func priced(_ rules: [PriceRule]) throws -> [PriceRule] {
    guard !rules.isEmpty else { return [] }
    var prices: [ID<PriceRule>: [RulePrice]] = [:]
    let rows = try tx.rows(
      "SELECT * FROM price_rule_prices WHERE rule_id IN \(SQL.list(rules.map(\.id))) ORDER BY rule_id, position")
    for row in rows { prices[try row.id("rule_id"), default: []].append(try RulePrice(row: row)) }
    return rules.map { rule in
      var rule = rule
      rule.prices = prices[rule.id] ?? []
      return rule
    }
  }
}

extension Transaction {
  package var priceRules: PriceRuleStore { PriceRuleStore(tx: self) }
}

package import Domain
package import SQLEngine

/// Promotions and the goods they are about. One that was removed keeps its row for the orders that used it, and frees its code.
package struct PromotionStore {
  let tx: Transaction

  /// - Throws: ``RefusalCode/notFound``.
  package func take(_ id: ID<Promotion>) throws -> Promotion {
    guard let promotion = try find([id])[id] else { throw Refusal.notFound("promotion") }
    return promotion
  }

  /// Those of several promotions that exist.
  package func find(_ ids: some Collection<ID<Promotion>>) throws -> [ID<Promotion>: Promotion] {
    guard !ids.isEmpty else { return [:] }
    let rows = try tx.rows("SELECT * FROM promotions WHERE id IN \(SQL.list(ids)) AND removed_at IS NULL")
    return Dictionary(try aimed(rows).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The promotion that is applied by this code, however it is typed.
  package func find(code: String) throws -> Promotion? {
    try aimed(try tx.rows("SELECT * FROM promotions WHERE code_key = \(code.identityKey)")).first
  }

  /// One page of promotions, newest first.
  ///
  /// - Parameters:
  ///   - search: the beginning of a word of the title, or of the code.
  ///   - variant: only promotions that may lower its line or any order.
  package func list(search: String?, variant: ID<Variant>?, page: PageRequest) throws -> Page<Promotion> {
    var conditions: [SQL] = ["removed_at IS NULL"]
    if let search { conditions.append("(\(NamePrefix.condition("title", search)) OR \(NamePrefix.condition("code", search)))") }
    if let variant {
      conditions.append(
        """
        (targeted = 0 OR id IN (SELECT t.promotion_id FROM variants v JOIN products p ON p.id = v.product_id
          JOIN promotion_targets t ON t.target IN \(TargetColumn.ofVariant) WHERE v.id = \(variant)))
        """)
    }
    if let place = try page.cursor.map({ try Keyset(cursor: $0) }) {
      conditions.append("(created_at, id) < (\(place.value), \(place.id))")
    }
    let rows = try tx.rows(
      "SELECT * FROM promotions WHERE \(conditions.joined(separator: " AND ")) ORDER BY created_at DESC, id DESC LIMIT \(page.limit + 1)")
    return Page(rows: try aimed(rows), limit: page.limit) {
      Keyset(value: .integer($0.createdAt.milliseconds), id: $0.id.text)
    }
  }

  /// - Throws: `validationFailed` naming `code` where another promotion has it.
  package func add(_ promotion: Promotion) throws {
    let (type, value, scope) = PromotionColumns.stored(promotion.benefit)
    try refusingTakenCode {
      try tx.execute(
        """
        INSERT INTO promotions (id, title, put_on_by, code, code_key, scope, targeted, value_type, value, per, active, starts_at, ends_at,
          usage_limit, usage_limit_per_customer, uses, combinable, priority, created_at, updated_at)
        VALUES (\(promotion.id), \(promotion.title), \(promotion.trigger.rawValue), \(promotion.code), \(promotion.code?.identityKey),
          \(promotion.scope.rawValue), \(!promotion.targets.isEmpty), \(type), \(value), \(scope.rawValue), \(promotion.isActive),
          \(promotion.period.start), \(promotion.period.end), \(promotion.usageLimit), \(promotion.usageLimitPerCustomer), 0,
          \(promotion.isCombinable), \(promotion.priority), \(promotion.createdAt), \(promotion.updatedAt))
        """)
    }
    try addTargets(of: promotion)
  }

  /// Writes everything but how often it was used, which only redeeming changes.
  package func save(_ promotion: Promotion) throws {
    let (type, value, scope) = PromotionColumns.stored(promotion.benefit)
    try refusingTakenCode {
      try tx.execute(
        """
        UPDATE promotions SET title = \(promotion.title), put_on_by = \(promotion.trigger.rawValue), code = \(promotion.code),
          code_key = \(promotion.code?.identityKey), scope = \(promotion.scope.rawValue), targeted = \(!promotion.targets.isEmpty),
          value_type = \(type), value = \(value), per = \(scope.rawValue), active = \(promotion.isActive),
          starts_at = \(promotion.period.start), ends_at = \(promotion.period.end), usage_limit = \(promotion.usageLimit),
          usage_limit_per_customer = \(promotion.usageLimitPerCustomer), combinable = \(promotion.isCombinable),
          priority = \(promotion.priority), updated_at = \(promotion.updatedAt) WHERE id = \(promotion.id)
        """)
    }
    try tx.execute("DELETE FROM promotion_targets WHERE promotion_id = \(promotion.id)")
    try addTargets(of: promotion)
  }

  package func remove(_ id: ID<Promotion>, at now: Instant) throws {
    try tx.execute("UPDATE promotions SET removed_at = \(now), active = 0, code_key = NULL WHERE id = \(id)")
    try tx.execute("DELETE FROM promotion_targets WHERE promotion_id = \(id)")
  }

  private func addTargets(of promotion: Promotion) throws {
    for (position, target) in promotion.targets.enumerated() {
      try tx.execute(
        """
        INSERT INTO promotion_targets (promotion_id, position, target) VALUES (\(promotion.id), \(position), \(TargetColumn.text(target)))
        """)
    }
  }

  private func aimed(_ rows: [Row]) throws -> [Promotion] {
    let promotions = try rows.map(Promotion.init(row:))
    let targeted = try rows.filter { try $0.flag("targeted") }.map { try $0.text("id") }
    guard !targeted.isEmpty else { return promotions }
    var targets: [ID<Promotion>: [GoodsTarget]] = [:]
    for row in try tx.rows("SELECT * FROM promotion_targets WHERE promotion_id IN \(SQL.list(targeted)) ORDER BY promotion_id, position") {
      targets[try row.id("promotion_id"), default: []].append(try TargetColumn.target(try row.text("target")))
    }
    return promotions.map { promotion in
      var promotion = promotion
      promotion.targets = targets[promotion.id] ?? []
      return promotion
    }
  }

  private func refusingTakenCode(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as EngineError where error.isDuplicate(of: "promotions.code_key") {
      throw Refusal.invalid("code", "taken", "Another promotion has this code already.")
    }
  }
}

extension Transaction {
  package var promotions: PromotionStore { PromotionStore(tx: self) }
}

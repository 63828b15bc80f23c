/// What is known of an order's promotions when it is to be placed; gathered by the use case, judged by the rule.
package struct PromotionPlacing: Sendable {
  /// The promotions on the order; one that was removed is missing.
  package let promotions: [ID<Promotion>: Promotion]
  /// How many other placed orders of the customer use each.
  package let usesByCustomer: [ID<Promotion>: Int64]
  package let now: Instant

  package init(promotions: [ID<Promotion>: Promotion], usesByCustomer: [ID<Promotion>: Int64], now: Instant) {
    self.promotions = promotions
    self.usesByCustomer = usesByCustomer
    self.now = now
  }
}

extension Order {
  /// Every promotion on the order, once each, with the field that a caller knows it by.
  package var promotionsInUse: [(id: ID<Promotion>, field: String, lineID: String?)] {
    var seen: Set<ID<Promotion>> = []
    var found: [(id: ID<Promotion>, field: String, lineID: String?)] = []
    for (index, line) in lines.enumerated() where !line.promotions.isEmpty {
      for (place, promotion) in line.promotions.enumerated() where seen.insert(promotion.id).inserted {
        found.append((promotion.id, "lines[\(index)].promotions[\(place)]", line.id.text))
      }
    }
    for (index, adjustment) in adjustments.enumerated() {
      guard let id = adjustment.promotionID, seen.insert(id).inserted else { continue }
      found.append((id, "adjustments[\(index)].\(adjustment.code == nil ? "promotion_id" : "code")", nil))
    }
    return found
  }

  /// Promotions that are not valid any more, or used up; all of it at once.
  ///
  /// What came by itself stays as it was computed, like a price, and so does everything on an order that was sent (M10): only its
  /// limits are looked at.
  package func promotionFailures(_ facts: PromotionPlacing) -> [FieldFailure] {
    var failures: [FieldFailure] = []
    for (id, field, lineID) in promotionsInUse {
      guard let promotion = facts.promotions[id] else {
        failures.append(Self.failure(field, "unknown", "A promotion on this order does not exist any more. Remove it.", lineID))
        continue
      }
      let name = promotion.shownName
      if status == .draft, promotion.trigger != .automatic, !promotion.isValid(at: facts.now) {
        failures.append(Self.failure(field, "not_valid", "\(name) is not valid now. Remove it.", lineID))
      } else if promotion.isUsedUp {
        failures.append(Self.failure(field, "used_up", "\(name) was used as often as it may be. Remove it.", lineID))
      } else if let limit = promotion.usageLimitPerCustomer {
        if customerID == nil {
          failures.append(
            Self.failure("customer_id", "required", "\(name) is limited for each customer. Add the customer.", nil, link: "#customer"))
        } else if facts.usesByCustomer[id, default: 0] >= limit {
          failures.append(Self.failure(field, "used_up", "This customer has used \(name) as often as one may. Remove it.", lineID))
        }
      }
    }
    return failures
  }

  /// Spent points that are not there, or cannot be spent (M18).
  ///
  /// - Parameters:
  ///   - value: minor units that a point is worth; nil where points cannot be spent.
  ///   - points: what the customer may spend on this order, what it reserved itself included; nil without a customer.
  package func pointsFailures(value: Int64?, points: Int64?) -> [FieldFailure] {
    guard let index = adjustments.firstIndex(where: { $0.kind == .points && $0.amount > 0 }) else { return [] }
    let field = "adjustments[\(index)].value"
    guard let value else {
      return [Self.failure(field, "points_off", "Points cannot be spent in this shop. Remove them.", nil)]
    }
    guard let points else {
      return [Self.failure("customer_id", "required", "Points belong to a customer. Add the customer.", nil, link: "#customer")]
    }
    let needed = pointsToSpend(at: value)
    guard points < needed else { return [] }
    return [Self.failure(field, "too_few_points", "This takes \(needed) points, the customer has \(points).", nil)]
  }

  private static func failure(
    _ field: String, _ code: String, _ message: String, _ lineID: String?, link: String? = nil
  ) -> FieldFailure {
    FieldFailure(field: field, code: code, message: message, lineID: lineID, link: link ?? lineID.map { "#\($0)" } ?? "#promotions")
  }
}

import Domain
import UseCases

/// Promotions and points as bodies of orders name them.
extension Fields {
  /// A line's promotions, each by `id` or by `code`.
  func promotionNames(_ key: String) -> [PromotionName]? {
    objects(key, limit: 20) { $0.promotionName(id: "id") }
  }

  /// Whether an adjustment names a promotion or a number of points in place of a value of its own.
  func namesItsValue(_ kind: Adjustment.Kind) -> Bool {
    !has("value_type") && !has("value") && (kind == .promotion || (kind == .points && has("points")))
  }

  /// An adjustment by `code` or `promotion_id`, or by `points`.
  func namedAdjustment(_ kind: Adjustment.Kind) -> NewAdjustment? {
    var request = NewAdjustment(kind: kind, value: .fixed(minorUnits: 0, per: .line))
    request.title = text("title")
    request.reason = text("reason")
    if kind == .promotion {
      request.promotion = promotionName(id: "promotion_id")
      return request.promotion == nil ? nil : request
    }
    request.points = integer("points", in: 1...Points.limit, required: true)
    return request.points == nil ? nil : request
  }

  private func promotionName(id key: String) -> PromotionName? {
    let promotion = id(key, of: Promotion.self)
    let code = identifier("code", limit: 64)
    switch (promotion, code) {
    case (let promotion?, nil): return .id(promotion)
    case (nil, let code?): return .code(code)
    case (_?, _?):
      fail(key, "one_only", "Name a promotion by \(key) or by its code, not both.")
      return nil
    case (nil, nil):
      if isClean { fail(key, "required", "Name the promotion by \(key) or by its code.") }
      return nil
    }
  }
}

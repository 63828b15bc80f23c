import Domain
import UseCases

/// What is on an order: lines, adjustments, the shipping line. Every write answers with the whole order.
enum LineAPI {
  static func routes(_ api: inout RouteGroup) {
    api.post("/orders/{id}/lines", addLine)
    api.patch("/orders/{id}/lines/{line_id}", changeLine)
    api.delete("/orders/{id}/lines/{line_id}", removeLine)
    api.post("/orders/{id}/lines/{line_id}/price", choosePrice)
    api.post("/orders/{id}/adjustments", addAdjustment)
    api.patch("/orders/{id}/adjustments/{adjustment_id}", changeAdjustment)
    api.delete("/orders/{id}/adjustments/{adjustment_id}", removeAdjustment)
    api.put("/orders/{id}/shipping_line", setShipping)
    api.delete("/orders/{id}/shipping_line", clearShipping)
  }

  private static func addLine(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let line = try fields.finish(fields.newLine())
    return try await call.write({ try $0.addLine(id, line) }, answer: { OrderJSON.reply($0) })
  }

  private static func changeLine(_ call: Call) async throws -> Reply {
    let (id, lineID) = (try call.id(of: Order.self), try call.id("line_id", of: LineItem.self))
    let fields = try call.fields()
    let changes = fields.lineChanges()
    try fields.finish()
    return try await call.editing(id) { try $0.changeLine(id, lineID, changes, version: $1) }
  }

  private static func removeLine(_ call: Call) async throws -> Reply {
    let (id, lineID) = (try call.id(of: Order.self), try call.id("line_id", of: LineItem.self))
    try call.noFields()
    return try await call.editing(id) { try $0.removeLine(id, lineID, version: $1) }
  }

  private static func choosePrice(_ call: Call) async throws -> Reply {
    enum Use: String, CaseIterable { case held, current }
    let (id, lineID) = (try call.id(of: Order.self), try call.id("line_id", of: LineItem.self))
    let fields = try call.fields()
    let use = try fields.finish(fields.choice("use", of: Use.self, required: true))
    return try await call.write {
      try $0.chooseHeldOrCurrentPrice(id, lineID, useCurrent: use == .current, version: nil)
    } answer: {
      OrderJSON.reply($0)
    }
  }

  private static func addAdjustment(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let adjustment = try fields.finish(fields.newAdjustment())
    return try await call.write({ try $0.addAdjustment(id, adjustment) }, answer: { OrderJSON.reply($0) })
  }

  private static func changeAdjustment(_ call: Call) async throws -> Reply {
    let (id, adjustmentID) = (try call.id(of: Order.self), try call.id("adjustment_id", of: Adjustment.self))
    let fields = try call.fields()
    let changes = fields.adjustmentChanges()
    try fields.finish()
    return try await call.editing(id) { try $0.changeAdjustment(id, adjustmentID, changes, version: $1) }
  }

  private static func removeAdjustment(_ call: Call) async throws -> Reply {
    let (id, adjustmentID) = (try call.id(of: Order.self), try call.id("adjustment_id", of: Adjustment.self))
    try call.noFields()
    return try await call.editing(id) { try $0.removeAdjustment(id, adjustmentID, version: $1) }
  }

  private static func setShipping(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let fields = try call.fields()
    let line = try fields.finish(fields.newShippingLine())
    return try await call.write({ try $0.setShippingLine(id, line) }, answer: { OrderJSON.reply($0) })
  }

  private static func clearShipping(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    try call.noFields()
    return try await call.write({ try $0.setShippingLine(id, nil) }, answer: { OrderJSON.reply($0) })
  }
}

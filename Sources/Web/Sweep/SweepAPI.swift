import Domain
import JSON
import UseCases

/// `/sweep`: the end of the day (A9). What is unfinished, and one action that mails everybody with a held order a link to finish it.
enum SweepAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/sweep", show, query: ["location_id"])
    api.post("/sweep/send_links", sendLinks)
  }

  private static func show(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let location = query.id("location_id", of: Location.self)
    try query.finish()
    let unfinished = try await call.read { try $0.findUnfinished(at: location) }
    let doors = try await call.shop.openDoors()
    return Reply.json { json in
      json.object {
        $0.member("email_ready", doors.isEmailReady)
        $0.member("locations", array: unfinished.days) { writer, day in
          writer.object {
            $0.member("location_id", day.location.id.text)
            $0.member("name", day.location.name)
            $0.member("business_day", day.date.text)
          }
        }
        $0.member("held_orders", array: unfinished.held) { SweepJSON.write($1, to: &$0) }
        $0.member("unpaid_links", array: unfinished.unpaid) { SweepJSON.write($1, to: &$0) }
        $0.member("overdue_orders", array: unfinished.overdue) { SweepJSON.write($1, to: &$0) }
        $0.member("not_delivered", array: unfinished.notDelivered) { MessageJSON.write($1, to: &$0) }
        $0.member("payment_tasks", array: unfinished.tasks) { PaymentTaskAPI.write($1, to: &$0) }
      }
    }
  }

  /// What became of one order that was named.
  struct Row: Sendable {
    let order: Order
    /// Nil when its link is on its way.
    let refusal: Refusal?
  }

  /// Each order in a transaction of its own, so that one that cannot be sent keeps no other one back.
  private static func sendLinks(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let location = fields.id("location_id", of: Location.self)
    let chosen = try fields.finish(fields.ids("order_ids", of: Order.self, limit: Unfinished.most, required: true))
    if let given = try await call.givenBefore() { return given }
    let principal = try call.principal
    let orders = try await call.read { try $0.findForLinks(chosen, at: location) }
    var rows: [Row] = []
    for order in orders { rows.append(try await sendLink(order, call, by: principal)) }
    let done = rows
    return try await call.write { _ in
      done
    } answer: { rows in
      Reply.json { SweepJSON.write(rows, to: &$0) }
    }
  }

  private static func sendLink(_ order: Order, _ call: Call, by principal: Principal) async throws -> Row {
    let letter = call.site.letters.invoice
    do {
      return Row(order: try await call.shop.write(by: principal) { try $0.sendHeldLink(order.id, letter: letter) }, refusal: nil)
    } catch let refusal as Refusal {
      return Row(order: order, refusal: refusal)
    }
  }
}

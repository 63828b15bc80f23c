import Domain
import JSON
import UseCases

/// `POST /tracking_lists`: many orders shipped from a list of tracking numbers, pasted as text or given as rows. A row that cannot be done
/// says why and keeps no other one back; `preview` only looks.
enum TrackingListAPI {
  /// Most characters of a pasted text: however they are escaped, one more fits into a body and is named, not cut off.
  private static let textLimit = 80_000

  static func routes(_ api: inout RouteGroup) {
    api.post("/tracking_lists", ship)
  }

  private static func ship(_ call: Call) async throws -> Reply {
    let fields = try call.fields()
    let text = fields.text("text", limit: textLimit, multiline: true, nullable: false)
    let rows = fields.objects("rows", limit: TrackingList.rowLimit) { row($0) }
    let courier = fields.name("courier", limit: TrackingList.courierLimit)
    let (notify, isPreview) = (fields.bool("notify"), fields.bool("preview") ?? false)
    let isBoth = fields.has("text") && fields.has("rows")
    if isBoth { fields.fail("rows", "exclusive", "Give the list as text or as rows.") }
    if !fields.has("text"), !fields.has("rows") { fields.fail("text", "required", "Give the list as text or as rows.") }
    try fields.finish()
    let list = try Self.list(text: text, rows: rows)
    if isPreview {
      let looked = try await call.read { work in try list.entries.map { try work.checkListed($0, courier: courier) } }
      return Reply.json { write(looked, isPreview: true, to: &$0) }
    }
    if let given = try await call.givenBefore() { return given }
    let done = try await shipAll(list, courier: courier, notify: notify, call)
    return try await call.write({ _ in done }, answer: { rows in Reply.json { write(rows, isPreview: false, to: &$0) } })
  }

  private static func row(_ fields: Fields) -> (number: String, tracking: String, courier: String?)? {
    let number = fields.identifier("number", required: true)
    let tracking = fields.identifier("tracking_number", limit: TrackingList.trackingLimit, required: true)
    let courier = fields.name("courier", limit: TrackingList.courierLimit)
    guard let number, let tracking else { return nil }
    return (number, tracking, courier)
  }

  private static func list(text: String?, rows: [(number: String, tracking: String, courier: String?)]?) throws(Refusal) -> TrackingList {
    guard let rows else { return try TrackingList(text: text ?? "") }
    return try TrackingList(
      rows.enumerated().map { .init(line: $0 + 1, number: $1.number, trackingNumber: $1.tracking, courier: $1.courier) })
  }

  /// Each row in a transaction of its own.
  private static func shipAll(_ list: TrackingList, courier: String?, notify: Bool?, _ call: Call) async throws -> [ListedShipment] {
    let principal = try call.principal
    try principal.require(.fulfil)
    var rows: [ListedShipment] = []
    for entry in list.entries {
      do {
        rows.append(try await call.shop.write(by: principal) { try $0.shipListed(entry, courier: courier, notify: notify) })
      } catch let refusal as Refusal {
        rows.append(ListedShipment(entry, courier: courier, refusedBy: refusal))
      }
    }
    return rows
  }

  private static func write(_ rows: [ListedShipment], isPreview: Bool, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("preview", isPreview)
      for outcome in ListedShipment.Outcome.allCases {
        json.member(.given(outcome.rawValue), Optional(Int64(rows.count { $0.outcome == outcome })))
      }
      json.member("data", array: rows) { writer, row in
        writer.object {
          $0.member("line", Optional(Int64(row.row.line)))
          $0.member("number", row.order?.number ?? row.row.number)
          $0.member("order_id", row.order?.id.text)
          $0.member("tracking_number", row.row.trackingNumber)
          $0.member("courier", row.courier)
          $0.member("result", row.outcome.rawValue)
          $0.member("field", row.failure?.field)
          $0.member("code", row.failure?.code)
          $0.member("message", row.failure?.message)
        }
      }
    }
  }
}

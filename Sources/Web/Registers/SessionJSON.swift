import Domain
import JSON
import UseCases

/// Sessions as the API shows them; a single one with what it took and gave.
enum SessionJSON {
  static func write(_ session: RegisterSession, to writer: inout JSONWriter) {
    writer.object { members(of: session, expected: session.close?.expected, &$0) }
  }

  /// With the figures of now: what should be in the drawer is known before anybody counts.
  static func write(_ sheet: SessionSheet, to writer: inout JSONWriter) {
    let figures = sheet.figures
    let cash = figures.methods.first { $0.method == PaymentMethod.cash.rawValue }
    writer.object { json in
      members(of: sheet.session, expected: sheet.session.close?.expected ?? (try? figures.expectedCash()), &json)
      json.member("order_count", Optional(figures.orderCount))
      json.member("cash_sales", Optional(cash?.payments ?? 0))
      json.member("cash_refunds", Optional(cash?.refunds ?? 0))
      json.member("moved", Optional(figures.cashIn - figures.cashOut))
      json.member("by_method", array: figures.methods) { writer, method in
        writer.object {
          $0.member("method", method.method)
          $0.member("amount", Optional(method.payments - method.refunds))
          $0.member("payments", Optional(method.payments))
          $0.member("payment_count", Optional(method.paymentCount))
          $0.member("refunds", Optional(method.refunds))
          $0.member("refund_count", Optional(method.refundCount))
        }
      }
      json.member("cash_movements", array: sheet.movements) { write($1, to: &$0) }
    }
  }

  static func write(_ movement: CashMovement, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", movement.id.text)
      $0.member("amount", Optional(movement.amount))
      $0.member("reason", movement.reason)
      $0.member("made_by", movement.by)
      $0.member("created_at", movement.createdAt.text)
    }
  }

  private static func members(of session: RegisterSession, expected: Int64?, _ json: inout JSONWriter) {
    json.member("id", session.id.text)
    json.member("register_id", session.registerID.text)
    json.member("currency", session.currency)
    json.member("opening_float", Optional(session.openingFloat))
    json.member("opened_at", session.openedAt.text)
    json.member("opened_by", session.openedBy)
    json.member("expected", expected)
    json.member("counted", session.close?.counted)
    json.member("difference", session.close?.difference)
    json.member("closed_at", session.close?.at.text)
    json.member("closed_by", session.close?.by)
  }
}

import Domain
import JSON

/// *Explain this total*: rows with their steps, discounts, groups of taxes, and what must hold of them.
enum ExplanationJSON {
  static func write(_ explanation: OrderExplanation, of order: Order, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("order_id", order.id.text)
      json.member("number", order.shownNumber)
      json.member("currency", explanation.currency.code)
      json.member("prices_include_tax", order.pricesIncludeTax)
      json.member("taxes_enabled", order.taxesEnabled)
      json.member("tax_rounding", order.taxRounding.rawValue)
      json.member("rounding", order.rounding.rawValue)
      json.member("rows", array: explanation.rows) { row($1, to: &$0) }
      json.member("reductions", array: explanation.reductions) { writer, reduction in
        writer.object {
          $0.member("adjustment_id", reduction.adjustmentID.text)
          $0.member("rule", MoneyRule.orderDiscount.rawValue)
          $0.member("title", reduction.title)
          $0.member("arithmetic", reduction.arithmetic)
          $0.member("amount", Optional(-reduction.amount))
        }
      }
      json.member("lines_total", Optional(explanation.linesTotal))
      json.member("total", Optional(explanation.total.minorUnits))
      json.member("tax_groups", array: explanation.groups) { group($1, to: &$0) }
      json.member("checks", array: explanation.checks) { writer, check in
        writer.object {
          $0.member("code", check.code)
          $0.member("message", check.message)
          $0.member("ok", check.holds)
        }
      }
    }
  }

  private static func row(_ row: OrderExplanation.Row, to writer: inout JSONWriter) {
    writer.object { json in
      let (kind, id): (String, String?) =
        switch row.subject {
        case .line(let id): ("line", id.text)
        case .shipping: ("shipping", nil)
        case .adjustment(let id, let kind): (kind.rawValue, id.text)
        }
      json.member("kind", kind)
      json.member("id", id)
      json.member("title", row.title)
      json.member("taxes", row.taxes)
      json.member("amount", Optional(row.amount))
      json.member("steps", array: row.steps) { writer, step in
        writer.object {
          $0.member("rule", step.rule?.rawValue)
          $0.member("title", step.title)
          $0.member("arithmetic", step.arithmetic)
          $0.member("amount", step.amount)
        }
      }
    }
  }

  private static func group(_ group: OrderExplanation.TaxedGroup, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("includes_tax", group.includesTax)
      json.member("gross", Optional(group.gross))
      json.member("net", Optional(group.net))
      json.member("tax", Optional(group.tax))
      json.member("taxes", array: group.taxes) { writer, part in
        writer.object {
          $0.member("title", part.tax.title)
          $0.member("rate", part.tax.rate.text)
          $0.member("arithmetic", part.arithmetic)
          $0.member("amount", Optional(part.amount))
        }
      }
    }
  }
}

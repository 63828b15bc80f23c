import Domain
import JSON

/// Levels and movements as the API shows them; quantities are numbers of the variant's unit.
enum StockJSON {
  static func write(_ level: InventoryLevel, to writer: inout JSONWriter) {
    writer.object {
      $0.member("variant_id", level.variantID.text)
      $0.member("location_id", level.locationID.text)
      $0.member("on_hand", number: SignedQuantity.text(level.onHand))
      $0.member("committed", number: SignedQuantity.text(level.committed))
      $0.member("reserved", number: SignedQuantity.text(level.reserved))
      $0.member("available", number: SignedQuantity.text(level.available))
    }
  }

  static func write(_ movement: InventoryMovement, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", movement.id.text)
      json.member("variant_id", movement.variantID.text)
      json.member("location_id", movement.locationID.text)
      json.member("delta", number: SignedQuantity.text(movement.delta))
      json.member("balance", number: SignedQuantity.text(movement.balance))
      json.member("reason", movement.reason)
      json.member("order_id", movement.orderID?.text)
      json.member("line_id", movement.lineID?.text)
      json.key("actor")
      json.object {
        $0.member("kind", movement.actorKind)
        $0.member("id", movement.actorID)
        $0.member("name", movement.actorName)
      }
      json.member("stock_take_id", movement.stockTakeID?.text)
      json.member("transfer_id", movement.transferID?.text)
      json.member("created_at", movement.createdAt.text)
    }
  }
}

extension Fields {
  /// A number of units that may be negative, with at most three decimals.
  func signedQuantity(_ key: String) -> Int64? {
    guard case .number(let token)? = raw(key) else {
      fail(key, "type", "This field is a number, not in quotes.")
      return nil
    }
    guard let thousandths = SignedQuantity.read(token) else {
      fail(key, "quantity", "A number from -1,000,000 to 1,000,000 with at most three decimals.")
      return nil
    }
    return thousandths
  }
}

import Domain
import JSON

/// An event of Stripe as it came in: which object it is about, and nothing that is believed of that object (P14).
struct StripeNotice {
  let id: String
  let type: String
  let isLive: Bool
  /// Whether it is about an account that merely trusts this one.
  let isOfAnother: Bool
  /// The provider's name for what to look at: a payment, a page, a dispute, or a customer for a card they left.
  let objectID: String?
  /// The payment of ours that the object names.
  let paymentID: ID<Payment>?

  /// - Throws: ``RefusalCode/malformed`` for what is no event, or one that says the same thing twice (WHI-02).
  init(_ body: [UInt8]) throws(Refusal) {
    let json: JSON
    do {
      json = try JSON.read(body)
    } catch {
      throw Refusal(.malformed, error.message)
    }
    guard let id = Self.name(json["id"]), case .string(let type)? = json["type"], type.utf8.count <= 100, !type.isEmpty,
      case .bool(let isLive)? = json["livemode"], let object = json["data"]?["object"], case .object = object
    else { throw Refusal(.malformed, "The body is no event.") }
    (self.id, self.type, self.isLive) = (id, type, isLive)
    isOfAnother = Self.name(json["account"]) != nil
    objectID = Self.place(of: object, type)
    paymentID = Self.payment(of: object)
  }

  private static func place(of object: JSON, _ type: String) -> String? {
    switch name(object["object"]) {
    case "checkout.session": return object["mode"] == .string("setup") ? name(object["customer"]) : name(object["id"])
    case "payment_intent", "dispute": return name(object["id"])
    case "charge", "refund": return name(object["payment_intent"])
    case "setup_intent", "payment_method": return name(object["customer"])
    default: return nil
    }
  }

  private static func payment(of object: JSON) -> ID<Payment>? {
    (name(object["metadata"]?["payment_id"]) ?? name(object["client_reference_id"])).flatMap { ID<Payment>($0) }
  }

  /// A name as Stripe gives them, of the thing itself or of one that is told in full.
  private static func name(_ json: JSON?) -> String? {
    switch json {
    case .string(let text)?:
      let isPlain = text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte == 46
      }
      return isPlain && (1...200).contains(text.utf8.count) ? text : nil
    case .object?: return name(json?["id"])
    default: return nil
    }
  }
}

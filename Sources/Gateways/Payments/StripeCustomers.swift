import Domain
import JSON
package import UseCases

/// Customers as Stripe knows them, and the cards it keeps for them.
extension StripeGateway {
  package func makeCustomer(_ request: GatewayCustomer) async throws(GatewayFailure) -> String {
    var form = StripeForm()
    form.add("name", request.name.map { String($0.prefix(250)) })
    form.add("email", request.email)
    form.add("metadata[customer_id]", request.customerID.text)
    let made = try await wire.post("customers", form, key: "\(request.customerID)-customer")
    guard let name = made["id"]?.text else { throw .unknown("Stripe's answer names no customer.") }
    return name
  }

  package func savedMethods(of providerCustomer: String) async throws(GatewayFailure) -> [GatewayMethod] {
    var form = StripeForm()
    form.add("customer", providerCustomer)
    form.add("type", "card")
    form.add("limit", 100)
    let list = try await wire.get("payment_methods", form)
    guard case .array(let rows)? = list["data"] else { throw .unknown("Stripe's list of cards cannot be read.") }
    return rows.compactMap(reading.method)
  }

  package func keep(_ providerMethod: String, for providerCustomer: String) async throws(GatewayFailure) -> GatewayMethod {
    var form = StripeForm()
    form.add("customer", providerCustomer)
    let kept = try await wire.post("payment_methods/\(providerMethod)/attach", form, key: nil)
    guard let method = reading.method(kept) else {
      throw .refused(code: "not_a_card", reason: "Only cards can be kept for later.")
    }
    return method
  }

  /// A card that Stripe does not keep any more is forgotten already.
  package func forget(_ providerMethod: String) async throws(GatewayFailure) {
    do {
      _ = try await wire.post("payment_methods/\(providerMethod)/detach", StripeForm(), key: nil)
    } catch .refused {
      return
    }
  }

  /// Name, e-mail address and cards; payments stay, as the books need them.
  package func forgetCustomer(_ providerCustomer: String) async throws(GatewayFailure) {
    do {
      _ = try await wire.delete("customers/\(providerCustomer)")
    } catch .refused(let code, let reason) {
      guard code == "resource_missing" else { throw .refused(code: code, reason: reason) }
    }
  }
}

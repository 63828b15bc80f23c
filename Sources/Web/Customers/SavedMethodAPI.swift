import Domain
import JSON
import UseCases

/// `/customers/{id}/payment_methods`: cards that a provider keeps for a customer. A card's number never comes here.
enum SavedMethodAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/customers/{id}/payment_methods", list)
    api.post("/customers/{id}/payment_methods", keep)
    api.post("/customers/{id}/payment_methods/page", openPage)
    api.delete("/customers/{id}/payment_methods/{method_id}", remove)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    let methods = try await call.shop.listSavedMethods(of: id, by: try call.principal)
    return Reply.json { $0.page(Page(elements: methods, next: nil)) { write($1, to: &$0) } }
  }

  private static func keep(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    let fields = try call.fields()
    let token = fields.identifier("payment_method", required: true)
    if let token, !isName(token) { fields.fail("payment_method", "invalid", "A name that the provider gave, such as pm_….") }
    let name = try fields.finish(token)
    if let given = try await call.givenBefore() { return given }
    let kept = try await call.shop.keepMethod(name, of: id, by: try call.principal)
    return try await call.write {
      try $0.addSavedMethod(kept)
    } answer: { method, isNew in
      let reply = Reply.json(status: isNew ? 201 : 200) { write(method, to: &$0) }
      return isNew ? reply.with("Location", "/api/v1/customers/\(id)/payment_methods/\(method.id)") : reply
    }
  }

  /// The page belongs to the provider; who left a card there comes back to the customer's page of the back office.
  private static func openPage(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Customer.self)
    try call.noFields()
    let principal = try call.principal
    let origin = call.site.settings.origin(of: call.peer, headers: call.headers) ?? ""
    let key = try call.requestKey()?.key ?? call.shop.ids.next(SavedMethod.self).text
    let url = try await call.shop.openMethodPage(of: id, key: key, returnURL: "\(origin)/admin/customers/\(id)", by: principal)
    return Reply.json { json in json.object { $0.member("url", url) } }
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let (id, method) = (try call.id(of: Customer.self), try call.id("method_id", of: SavedMethod.self))
    try call.noFields()
    let reply = try await call.write({ try $0.removeSavedMethod(method, of: id) }, answer: { Reply.done })
    await call.shop.forgetCards()
    return reply
  }

  static func write(_ method: SavedMethod, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("id", method.id.text)
      json.member("provider", method.account.provider.rawValue)
      json.member("brand", method.card.brand)
      json.member("last4", method.card.last4)
      json.member("expires_month", method.card.expiresMonth)
      json.member("expires_year", method.card.expiresYear)
      json.member("created_at", method.createdAt.text)
    }
  }

  /// Letters, digits and underscores: it becomes part of an address at the provider.
  private static func isName(_ text: String) -> Bool {
    text.utf8.contains(95)
      && text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
      }
  }
}

import Domain
import UseCases

/// What the forms of a link send: what was missing, how it travels, what is asked of the shop.
enum CheckoutForms {
  static func routes(_ links: inout RouteGroup) {
    links.post("/checkout/{token}/details", details, query: ["*"])
    links.post("/checkout/{token}/shipping", shipping, query: ["*"])
    links.post("/checkout/{token}/requests", ask, query: ["*"])
    CheckoutPaying.routes(&links)
  }

  private static func details(_ call: Call) async throws -> Reply {
    try await answer(call) { form in
      _ = try await complete(call, form)
      return .seeOther(CheckoutPage.path(call, done: .details, at: "delivery"))
    }
  }

  private static func shipping(_ call: Call) async throws -> Reply {
    try await answer(call) { form in
      let change = try await complete(call, form)
      guard let key = form.text("shipping") else { throw Refusal.invalid("shipping", "required", "Choose how it is sent.") }
      _ = try await call.shop.chooseCheckoutShipping(
        call.parameter("token"), peer: call.peer.address, revision: change.revision, key: key)
      return .seeOther(CheckoutPage.path(call, done: .shipping, at: "shipping"))
    }
  }

  private static func ask(_ call: Call) async throws -> Reply {
    try await answer(call) { form in
      guard let kind = form.text("ask").flatMap(CheckoutRequest.Kind.init) else {
        throw Refusal.invalid("ask", "choice", "One of again, wait, remove, contact.")
      }
      let line = try form.integer("line").map { Int(clamping: $0) }
      try await call.shop.askOnCheckout(call.parameter("token"), peer: call.peer.address, kind, line: line)
      return .seeOther(CheckoutPage.path(call, done: .asked))
    }
  }

  /// Keeps what the form says about the order; every form carries all of it, so that nothing typed is lost on the way.
  static func complete(_ call: Call, _ form: CheckoutFields) async throws -> CheckoutChange {
    let token = call.parameter("token")
    let sight = try await call.shop.openCheckout(token, peer: call.peer.address, isView: false)
    let language = CheckoutPage.language(of: call) ?? sight.snapshot.language
    let consent = call.site.languages.texts(language).say("checkout.consent")
    let revision = try form.integer("revision")
    return try await call.shop.completeCheckout(
      token, peer: call.peer.address, revision: revision, form.details(over: sight.desk, consentText: consent))
  }

  /// Runs a form; a refusal shows the page as it is now, with what was typed.
  static func answer(_ call: Call, _ body: (CheckoutFields) async throws -> Reply) async throws -> Reply {
    var page = CheckoutPage(call)
    do {
      let form = try CheckoutFields(call)
      page.typed = form
      return CheckoutPage.kept(try await body(form))
    } catch let refusal as Refusal {
      page.refusal = refusal
      return try await page.reply()
    }
  }
}

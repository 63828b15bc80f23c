import Domain
import UseCases

/// Paying on a link: to the provider's page, back from it, and another way instead.
enum CheckoutPaying {
  static func routes(_ links: inout RouteGroup) {
    links.post("/checkout/{token}/pay", pay, query: ["*"])
    links.post("/checkout/{token}/stop", stop, query: ["*"])
    links.get("/checkout/{token}/return", comeBack, query: ["*"])
  }

  /// 303 to where it is paid; a form that also says something about the order keeps that first.
  private static func pay(_ call: Call) async throws -> Reply {
    try await CheckoutForms.answer(call) { form in
      let change = try await CheckoutForms.complete(call, form)
      let revision = try await choose(call, form, after: change)
      try await requireConsent(call)
      guard form.text("way") != "transfer" else { return .seeOther(CheckoutPage.path(call, way: "transfer", at: "transfer")) }
      var payment = LinkPayment()
      payment.revision = revision
      payment.expectedTotal = try form.integer("expected_total")
      payment.keepsCard = form.text("keep_card") == "yes"
      payment.returnQuery = CheckoutPage.language(of: call).map { "?lang=\($0)" } ?? ""
      let page = try await call.shop.payOnLink(call.parameter("token"), peer: call.peer.address, payment)
      // The provider gave the address; it is the one place to which a customer of ours is sent away.
      return Reply(status: 303).with("Location", page)
    }
  }

  /// Whichever way they pay, order terms are agreed to before.
  private static func requireConsent(_ call: Call) async throws {
    let sight = try await call.shop.openCheckout(call.parameter("token"), peer: call.peer.address, isView: false)
    guard sight.desk?.asksConsent == true else { return }
    throw Refusal.invalid("consent", "required", "Agree to the order terms first.")
  }

  /// A delivery that was chosen in the same form and is not the one there is; what it costs then is what the payer expects, or nothing is
  /// begun.
  private static func choose(_ call: Call, _ form: CheckoutFields, after change: CheckoutChange) async throws -> Int64 {
    guard let key = form.text("shipping") else { return change.revision }
    let sight = try await call.shop.openCheckout(call.parameter("token"), peer: call.peer.address, isView: false)
    guard let desk = sight.desk, desk.rates.first(where: \.isChosen)?.key != key else { return change.revision }
    return try await call.shop.chooseCheckoutShipping(
      call.parameter("token"), peer: call.peer.address, revision: change.revision, key: key
    ).revision
  }

  private static func stop(_ call: Call) async throws -> Reply {
    try await CheckoutForms.answer(call) { _ in
      try await call.shop.stopOnLink(call.parameter("token"), peer: call.peer.address)
      return .seeOther(CheckoutPage.path(call, done: .stopped))
    }
  }

  /// Whatever the address says, only the provider's own word counts (PAY-04); without it the page shows that it is waited for.
  private static func comeBack(_ call: Call) async throws -> Reply {
    do {
      try await call.shop.settleOnLink(call.parameter("token"), peer: call.peer.address)
    } catch let refusal as Refusal where refusal.code != .notFound && refusal.code != .rateLimited {
      // The provider cannot be asked right now; it is asked again by itself, and the page says how it stands.
    } catch let refusal as Refusal {
      var page = CheckoutPage(call)
      page.refusal = refusal
      return try await page.reply()
    }
    return CheckoutPage.kept(.seeOther(CheckoutPage.path(call)))
  }
}

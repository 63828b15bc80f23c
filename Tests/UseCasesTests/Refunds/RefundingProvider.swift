import Domain
import Synchronization
import UseCases

/// A provider whose payers have always paid, and that gives money back as the test says.
final class RefundingProvider: PaymentGateway {
  /// How it meets a wish for a refund.
  enum Manner: Sendable {
    case answers
    /// Does it, and nobody hears so.
    case doesItSilently
    /// Does not do it, and nobody hears so.
    case loses
    /// It takes some days.
    case takesTime
    case refuses(String)
    case isAway
  }

  private struct Books {
    var manner = Manner.answers
    var refunds: [ProviderRefund] = []
    var asked: [ID<Refund>] = []
    var captured: Money?
  }

  private let books = Mutex(Books())

  let account = ProviderAccount(provider: .stripe, name: "acct_corner", isLive: false)
  let pageOrigin: String? = nil

  func behave(_ manner: Manner) {
    books.withLock { $0.manner = manner }
  }

  /// With which keys it was asked, each as often as it was.
  var asked: [ID<Refund>] { books.withLock { $0.asked } }
  var refunds: [ProviderRefund] { books.withLock { $0.refunds } }
  /// Minor units that it has surely given back.
  var givenBack: Int64 {
    books.withLock { books in
      books.refunds.reduce(0) { sum, refund in
        if case .failed = refund.state { sum } else { sum + refund.amount.minorUnits }
      }
    }
  }

  /// Somebody gives money back on the provider's own pages.
  func giveBackElsewhere(_ amount: Int64, name: String, of payer: Money) {
    let refund = ProviderRefund(name: name, state: .succeeded, amount: Money(minorUnits: amount, currency: payer.currency), ours: nil)
    books.withLock { $0.refunds.append(refund) }
  }

  /// What it is at ends one way or the other.
  func finish(_ state: ProviderRefund.State) {
    books.withLock { books in
      books.refunds = books.refunds.map { ProviderRefund(name: $0.name, state: state, amount: $0.amount, ours: $0.ours) }
    }
  }

  func openPage(_ request: GatewayPage) async throws(GatewayFailure) -> OpenedPage {
    books.withLock { $0.captured = request.attempt.amount }
    return OpenedPage(
      url: "https://provider.example/\(request.attempt.paymentID)", session: "cs_\(request.attempt.paymentID)", payment: nil)
  }

  func look(at attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment {
    let (manner, refunds) = books.withLock { ($0.manner, $0.refunds) }
    if case .isAway = manner { throw .unavailable("The provider cannot be reached.") }
    return ProviderPayment(
      account: account, state: .captured, session: attempt.session, payment: "pi_\(attempt.paymentID)", ours: attempt.paymentID,
      captured: attempt.amount, card: CardSight(brand: "visa", last4: "4242"), refunds: refunds)
  }

  func refund(_ request: GatewayRefund) async throws(GatewayFailure) -> ProviderRefund {
    let answer = books.withLock { books -> Result<ProviderRefund, GatewayFailure> in
      books.asked.append(request.refundID)
      if let known = books.refunds.first(where: { $0.ours == request.refundID }) { return .success(known) }
      var made = ProviderRefund(name: "re_\(request.refundID)", state: .succeeded, amount: request.amount, ours: request.refundID)
      switch books.manner {
      case .refuses(let reason): return .failure(.refused(code: "charge_already_refunded", reason: reason))
      case .loses: return .failure(.unknown("No answer in time."))
      case .isAway: return .failure(.unavailable("The provider cannot be reached."))
      case .takesTime: made = ProviderRefund(name: made.name, state: .pending, amount: made.amount, ours: made.ours)
      case .answers, .doesItSilently: break
      }
      books.refunds.append(made)
      if case .doesItSilently = books.manner { return .failure(.unknown("No answer in time.")) }
      return .success(made)
    }
    return try answer.get()
  }

  func charge(_ request: GatewayCharge) async throws(GatewayFailure) -> ProviderPayment { throw Self.no }
  func cancel(_ attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment { throw Self.no }
  func openCardPage(_ request: GatewayCardPage) async throws(GatewayFailure) -> OpenedPage { throw Self.no }
  func savedMethods(of providerCustomer: String) async throws(GatewayFailure) -> [GatewayMethod] { throw Self.no }
  func makeCustomer(_ request: GatewayCustomer) async throws(GatewayFailure) -> String { throw Self.no }
  func keep(_ providerMethod: String, for providerCustomer: String) async throws(GatewayFailure) -> GatewayMethod { throw Self.no }
  func forget(_ providerMethod: String) async throws(GatewayFailure) { throw Self.no }

  private static let no = GatewayFailure.unavailable("Not in this story.")
}

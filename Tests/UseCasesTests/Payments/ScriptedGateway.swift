import Domain
import Synchronization
import UseCases

/// A provider that does what a test says: its payers pay or do not, its answers come, get lost, or never come.
final class ScriptedGateway: PaymentGateway {
  /// What happens to the next call.
  enum Mishap: Sendable {
    /// It is done, but its answer is lost.
    case answerLost
    /// It is not done, and nobody knows that.
    case requestLost
    case unreachable
  }

  /// A payment as the provider has it.
  struct Entry: Sendable {
    let ours: ID<Payment>
    let session: String?
    let payment: String
    let asked: Money
    var state: ProviderPayment.State = .waiting
    var captured: Money?
  }

  private struct Books {
    var entries: [Entry] = []
    var mishaps: [Mishap] = []
    var declines = false
    var calls = 0
  }

  let account = ProviderAccount(provider: .stripe, name: "acct_bakery", isLive: false)
  let pageOrigin: String? = "https://pay.example"
  private let books = Mutex(Books())

  // What the test does.

  func nextTime(_ mishaps: Mishap...) { books.withLock { $0.mishaps += mishaps } }

  func forgetMishaps() { books.withLock { $0.mishaps = [] } }

  func declineCards(_ declines: Bool = true) { books.withLock { $0.declines = declines } }

  var entries: [Entry] { books.withLock(\.entries) }

  /// How often it was asked for anything.
  var calls: Int { books.withLock(\.calls) }

  /// Minor units that it has taken, of one payment or of all.
  func taken(_ ours: ID<Payment>? = nil) -> Int64 {
    entries.reduce(0) { ours == nil || $1.ours == ours ? $0 + ($1.captured?.minorUnits ?? 0) : $0 }
  }

  /// The payer pays on the page, if it is open; with `late`, though it was not.
  func pay(_ ours: ID<Payment>, _ amount: Money? = nil, late: Bool = false) {
    change(ours) { entry in
      guard entry.captured == nil, late || entry.state == .waiting || entry.state == .processing else { return }
      entry.state = .captured
      entry.captured = amount ?? entry.asked
    }
  }

  func set(_ ours: ID<Payment>, _ state: ProviderPayment.State) {
    change(ours) { entry in
      guard entry.captured == nil, entry.state == .waiting || entry.state == .processing else { return }
      entry.state = state
    }
  }

  private func change(_ ours: ID<Payment>, _ body: (inout Entry) -> Void) {
    books.withLock { books in
      guard let index = books.entries.firstIndex(where: { $0.ours == ours }) else { return }
      body(&books.entries[index])
    }
  }

  // What the shop asks.

  func openPage(_ request: GatewayPage) async throws(GatewayFailure) -> OpenedPage {
    let entry = try asked { books in
      Self.entry(of: request.attempt, session: "cs_\(request.attempt.paymentID)", in: &books)
    }
    return OpenedPage(url: "https://pay.example/\(entry.payment)", session: entry.session ?? "", payment: nil)
  }

  func charge(_ request: GatewayCharge) async throws(GatewayFailure) -> ProviderPayment {
    let entry = try asked { books in
      var entry = Self.entry(of: request.attempt, session: nil, in: &books)
      guard entry.state == .waiting, let index = books.entries.firstIndex(where: { $0.ours == entry.ours }) else { return entry }
      entry.state = books.declines ? .failed("Your card was declined.") : .captured
      entry.captured = books.declines ? nil : entry.asked
      books.entries[index] = entry
      return entry
    }
    return word(entry)
  }

  func look(at attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment {
    try word(known(attempt))
  }

  func cancel(_ attempt: PaymentAttempt) async throws(GatewayFailure) -> ProviderPayment {
    let found = try asked { books -> Entry? in
      guard let index = books.entries.firstIndex(where: { $0.ours == attempt.paymentID }) else { return nil }
      if books.entries[index].state == .waiting { books.entries[index].state = .canceled }
      return books.entries[index]
    }
    guard let found else { throw .refused(code: "unknown", reason: "No such payment.") }
    return word(found)
  }

  func refund(_ request: GatewayRefund) async throws(GatewayFailure) -> ProviderRefund {
    ProviderRefund(name: "re_\(request.refundID)", state: .succeeded, amount: request.amount, ours: request.refundID)
  }

  func openCardPage(_ request: GatewayCardPage) async throws(GatewayFailure) -> OpenedPage { throw .unavailable("no cards here") }
  func savedMethods(of providerCustomer: String) async throws(GatewayFailure) -> [GatewayMethod] { [] }
  func makeCustomer(_ request: GatewayCustomer) async throws(GatewayFailure) -> String { "cus_\(request.customerID)" }
  func keep(_ method: String, for customer: String) async throws(GatewayFailure) -> GatewayMethod { throw .unavailable("no cards here") }
  func forget(_ providerMethod: String) async throws(GatewayFailure) {}

  // How it answers.

  private func known(_ attempt: PaymentAttempt) throws(GatewayFailure) -> Entry {
    let found = try asked { books in books.entries.first { $0.ours == attempt.paymentID } }
    guard let found else { throw .refused(code: "unknown", reason: "No such payment.") }
    return found
  }

  private static func entry(of attempt: PaymentAttempt, session: String?, in books: inout Books) -> Entry {
    if let known = books.entries.first(where: { $0.ours == attempt.paymentID }) { return known }
    let entry = Entry(ours: attempt.paymentID, session: session, payment: "pi_\(attempt.paymentID)", asked: attempt.amount)
    books.entries.append(entry)
    return entry
  }

  private func asked<Value>(_ body: (inout Books) -> Value) throws(GatewayFailure) -> Value {
    let (value, mishap) = books.withLock { books -> (Value?, Mishap?) in
      books.calls += 1
      let mishap = books.mishaps.isEmpty ? nil : books.mishaps.removeFirst()
      switch mishap {
      case nil, .answerLost: return (body(&books), mishap)
      case .requestLost, .unreachable: return (nil, mishap)
      }
    }
    if mishap == .unreachable { throw .unavailable("The provider cannot be reached.") }
    guard mishap == nil, let value else { throw .unknown("No answer came.") }
    return value
  }

  private func word(_ entry: Entry) -> ProviderPayment {
    ProviderPayment(
      account: account, state: entry.state, session: entry.session, payment: entry.payment, ours: entry.ours, captured: entry.captured,
      card: entry.captured == nil ? nil : CardSight(brand: "visa", last4: "4242"))
  }
}

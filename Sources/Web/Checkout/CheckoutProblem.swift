import Documents
import Domain

/// What a form was refused for, in its reader's language, each thing with a way to where it is mended.
struct CheckoutProblem {
  private let refusal: Refusal
  private let writer: CheckoutWriter

  init(_ refusal: Refusal, writer: CheckoutWriter) {
    self.refusal = refusal
    self.writer = writer
  }

  var view: View {
    let items = named.prefix(20).map { failure in
      View.object(["text": .text(Self.words(failure, writer)), "target": .text(Self.target(failure))])
    }
    return .object(["title": .text(title), "items": .list(refusal.code == .validationFailed ? items : [])])
  }

  /// What is no field of the page has no name there; it was no form of ours that sent it.
  private var named: [FieldFailure] { refusal.failures.filter { writer.texts.say(Self.label($0)) != Self.label($0) } }

  private var title: String { refusal.isPaymentUnderWay ? writer.say("problem_paying") : words }

  private var words: String {
    switch refusal.code {
    case .validationFailed: writer.say(named.isEmpty ? "problem_other" : "problem_fields")
    case .revisionSuperseded: writer.say("problem_changed")
    case .totalChanged: writer.say("problem_total", ["total": writer.document.total.value])
    case .gone: writer.say("problem_gone")
    case .alreadyPaid: writer.say("problem_paid")
    case .orderLocked: writer.say("problem_paying")
    case .notReady: writer.say("problem_not_ready")
    case .outOfStock: writer.say("problem_short")
    case .rateLimited: writer.say("problem_wait")
    case .gatewayUnavailable: writer.say("problem_provider")
    case .storageUnavailable, .overloaded: writer.say("problem_busy")
    default: writer.say("problem_other")
    }
  }

  /// One field's failure in the reader's words.
  static func words(_ failure: FieldFailure, _ writer: CheckoutWriter) -> String {
    let known: Set<String> = [
      "required", "too_long", "control_character", "card_number", "no_delivery", "not_offered", "known", "choice",
    ]
    if failure.code == "required", failure.field == "consent" { return writer.say("wrong_consent") }
    if failure.code == "invalid", failure.field == "email" { return writer.say("wrong_email") }
    if failure.code == "invalid", failure.field.hasSuffix("phone") { return writer.say("wrong_phone") }
    let field = writer.texts.say(label(failure))
    return writer.say(known.contains(failure.code) ? "wrong_\(failure.code)" : "wrong_other", ["field": field])
  }

  private static func label(_ failure: FieldFailure) -> String { "checkout.field_\(shortName(failure.field))" }

  private static func shortName(_ field: String) -> String {
    for prefix in ["ship_", "bill_"] where field.utf8.starts(with: prefix.utf8) { return String(field.dropFirst(prefix.count)) }
    return field
  }

  private static func target(_ failure: FieldFailure) -> String {
    "#"
      + failure.field.unicodeScalars.filter { ($0.value >= 97 && $0.value <= 122) || $0 == "_" || ($0.value >= 48 && $0.value <= 57) }
      .map(String.init).joined()
  }
}

package import Domain
package import JSON
import SQLEngine

/// A refusal with members of its own beside the common ones, such as the current order of a version conflict.
package struct Problem: Error {
  package let refusal: Refusal
  package let members: [(name: String, json: [UInt8])]

  package init(_ refusal: Refusal, members: [(name: String, json: [UInt8])] = []) {
    self.refusal = refusal
    self.members = members
  }
}

/// The only translator of what the shop says no to into HTTP: RFC 9457 problem documents.
enum Problems {
  /// The answer to an error, and what to log of it; nil where the caller's mistake explains itself.
  static func reply(to error: any Error) -> (reply: Reply, cause: String?) {
    switch error {
    case let refusal as Refusal: (reply(to: Problem(refusal)), nil)
    case let problem as Problem: (reply(to: problem), nil)
    case let accident as EngineError: reply(to: accident)
    case is CancellationError: (reply(to: Problem(Refusal(.overloaded, "The request was given up."))), nil)
    default:
      (
        reply(to: Problem(Refusal(.storageUnavailable, "Something went wrong here. It was written down."))),
        "unexpected: \(String(reflecting: error))"
      )
    }
  }

  static func reply(to refusal: Refusal) -> Reply { reply(to: Problem(refusal)) }

  static func reply(to problem: Problem) -> Reply {
    let refusal = problem.refusal
    let status = status(of: refusal.code)
    var writer = JSONWriter()
    writer.object { body in
      body.member("type", "/problems/\(refusal.code.rawValue)")
      body.member("title", title(of: refusal.code))
      body.member("status", status)
      body.member("detail", refusal.detail)
      body.member("code", refusal.code.rawValue)
      body.member("errors", array: refusal.failures) { $0.failure($1) }
      if let extra = refusal.extra { body.extra(extra) }
      for member in problem.members {
        body.key(.given(member.name))
        body.embed(member.json)
      }
    }
    var reply = Reply(status: status, body: .bytes(writer.bytes)).with("Content-Type", "application/problem+json")
    if case .retryAfter(let seconds)? = refusal.extra {
      reply = reply.with("Retry-After", String(max(1, seconds)))
    } else if status == 503 || status == 429 {
      reply = reply.with("Retry-After", "1")
    }
    return status == 401 ? reply.with("WWW-Authenticate", "Bearer") : reply
  }

  private static func reply(to accident: EngineError) -> (Reply, String?) {
    let refusal =
      switch accident {
      case .constraint:
        Refusal(.conflict, "Somebody changed this at the same time. Load it again and repeat.")
      case .overloaded: Refusal(.overloaded, "Too much is going on. Try again in a moment.")
      case .full, .unavailable, .statement:
        Refusal(.storageUnavailable, "The shop's storage cannot be used right now. Nothing was changed.", extra: .retryAfter(seconds: 5))
      }
    return (reply(to: Problem(refusal)), "storage: \(accident)")
  }

  static func status(of code: RefusalCode) -> Int {
    switch code {
    case .malformed, .idempotencyKeyRequired: 400
    case .unauthenticated: 401
    case .forbidden, .approvalRequired: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .notAcceptable: 406
    case .gone: 410
    case .versionConflict: 412
    case .payloadTooLarge: 413
    case .uriTooLong: 414
    case .unsupportedMediaType: 415
    case .validationFailed, .idempotencyKeyReused, .exceedsDue, .exceedsRefundable: 422
    case .preconditionRequired: 428
    case .rateLimited: 429
    case .headersTooLarge: 431
    case .storageUnavailable, .overloaded: 503
    case .idempotencyInProgress, .conflict, .illegalTransition, .clientIDTaken, .numberTaken, .inUse, .orderLocked, .notReady,
      .totalChanged, .alreadyHeld, .notHeld, .alreadyRetrieved, .holdLimitReached, .outOfStock, .insufficientCredit, .alreadyPaid,
      .revisionSuperseded, .gatewayUnavailable, .sessionOpen, .sessionClosed, .alreadySetUp, .registerTaken, .undoExpired,
      .replyWindowClosed:
      409
    }
  }

  /// The code in words: the same for every occurrence, as RFC 9457 asks.
  static func title(of code: RefusalCode) -> String {
    switch code {
    case .validationFailed: "Some fields were not accepted"
    case .notFound: "Not found"
    case .gatewayUnavailable: "Payment cannot be taken right now"
    case .unauthenticated: "Not signed in"
    case .forbidden: "Not allowed"
    case .storageUnavailable: "Storage unavailable"
    default:
      code.rawValue.split(separator: "_").enumerated().map { $0.offset == 0 ? capitalized($0.element) : String($0.element) }
        .joined(separator: " ")
    }
  }

  private static func capitalized(_ word: Substring) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }
}

extension JSONWriter {
  /// One entry of `errors`.
  package mutating func failure(_ failure: FieldFailure) {
    object { entry in
      entry.member("field", failure.field)
      entry.member("code", failure.code)
      entry.member("message", failure.message)
      if let line = failure.lineID { entry.member("line_id", line) }
      if let link = failure.link { entry.member("link", link) }
    }
  }

  fileprivate mutating func extra(_ extra: RefusalExtra) {
    switch extra {
    case .heldBy(let registerID, let registerName, let staffName):
      member("held_by") { holder in
        holder.member("register_id", registerID)
        holder.member("register_name", registerName)
        holder.member("staff_name", staffName)
      }
    case .total(let minorUnits, let currency):
      member("total", minorUnits)
      member("currency", currency)
    case .version(let version): member("version", version)
    case .retryAfter(let seconds): member("retry_after", seconds)
    }
  }
}

/// The shop says no: a stable code for the program, a sentence for the person, and every field concerned.
///
/// Thrown by rules and use cases; `Web` turns it into an RFC 9457 problem document in one place. Accidents (disk, network)
/// are other errors and never a `Refusal`.
package struct Refusal: Error, Sendable, Equatable {
  package let code: RefusalCode
  /// What happened and what to do about it, in one or two plain sentences.
  package let detail: String
  /// All that failed, at once; empty where the code alone says it.
  package let failures: [FieldFailure]
  /// What a program needs beside the code, if anything.
  package let extra: RefusalExtra?

  package init(_ code: RefusalCode, _ detail: String, failures: [FieldFailure] = [], extra: RefusalExtra? = nil) {
    self.code = code
    self.detail = detail
    self.failures = failures
    self.extra = extra
  }

  /// 422 for one field, named as the caller named it (`lines[2].quantity`).
  package static func invalid(_ field: String, _ code: String = "invalid", _ message: String) -> Refusal {
    Refusal(.validationFailed, message, failures: [FieldFailure(field: field, code: code, message: message)])
  }

  /// The same refusal of something that is a part of what the caller sent: `email` becomes `new_customer.email`.
  package func below(_ path: String) -> Refusal {
    let failures = failures.map { failure in
      FieldFailure(
        field: "\(path).\(failure.field)", code: failure.code, message: failure.message, lineID: failure.lineID, link: failure.link)
    }
    return Refusal(code, detail, failures: failures, extra: extra)
  }

  /// Unknown and out of scope are the same answer, so that an id tells nothing.
  package static func notFound(_ what: String) -> Refusal {
    Refusal(.notFound, "There is no such \(what).")
  }
}

/// One field that kept a request from being accepted, or an order from being placed.
package struct FieldFailure: Sendable, Equatable {
  package let field: String
  package let code: String
  package let message: String
  package let lineID: String?
  /// Where a person mends it, as a path or fragment of a page.
  package let link: String?

  package init(field: String, code: String, message: String, lineID: String? = nil, link: String? = nil) {
    self.field = field
    self.code = code
    self.message = message
    self.lineID = lineID
    self.link = link
  }
}

/// The machine-readable part that some refusals carry.
package enum RefusalExtra: Sendable, Equatable {
  /// Who has the order that somebody else retrieved first.
  case heldBy(registerID: String, registerName: String, staffName: String)
  /// The total as it is now, in minor units, when the caller expected another one.
  case total(minorUnits: Int64, currency: String)
  /// The version an order has now.
  case version(Int64)
  /// Seconds after which trying again makes sense.
  case retryAfter(seconds: Int)
}

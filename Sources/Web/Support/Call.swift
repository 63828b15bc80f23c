package import Domain
import JSON
package import UseCases

/// One request, checked at the door: what a handler needs to know of it and nothing of HTTP's machinery.
package struct Call: Sendable {
  package let shop: Shop
  package let site: Site
  package let route: Route
  package let method: String
  package let path: String
  package let parameters: [(name: String, value: String)]
  package let query: Query
  /// Who is signed in; always there behind a door for the signed in.
  package let caller: Caller
  /// The body, complete; empty for a GET.
  package let body: [UInt8]
  package let idempotencyKey: String?
  package let ifMatch: String?
  /// Where the caller is, as far as trusted proxies tell.
  package let peer: Peer
  package let headers: RequestHeaders

  /// Who calls, and by what proof.
  package enum Caller: Sendable {
    case nobody
    case token(Principal, token: String)
    case session(Principal, session: String)
  }

  /// - Throws: 401 where nobody is signed in.
  package var principal: Principal {
    get throws(Refusal) {
      switch caller {
      case .nobody: throw .unauthenticated
      case .token(let principal, _), .session(let principal, _): return principal
      }
    }
  }

  /// The value of `{name}` in the path.
  package func parameter(_ name: String) -> String {
    parameters.first { $0.name == name }?.value ?? ""
  }

  /// The identity in the path; what cannot be one is as unknown as one that does not exist.
  package func id<Of>(_ name: String = "id", of type: Of.Type = Of.self) throws(Refusal) -> ID<Of> {
    guard let id = ID<Of>(parameter(name)) else { throw .notFound("object") }
    return id
  }

  /// The members of the JSON body; an absent body reads as an empty object.
  package func fields() throws(Refusal) -> Fields {
    guard !body.isEmpty else { return try Fields(.object([])) }
    do {
      return try Fields(JSON.read(body))
    } catch let error as JSONError {
      throw Refusal(error.kind == .tooLarge ? .payloadTooLarge : .malformed, error.message)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(.malformed, "The body is not valid JSON.")
    }
  }

  /// Refuses a body that says anything, for calls that need none.
  package func noFields() throws(Refusal) {
    try fields().finish()
  }

  /// The fields of an HTML form, each once.
  package func form() throws(Refusal) -> [String: String] {
    guard let text = String(validating: body, as: UTF8.self) else { throw Refusal(.malformed, "The form is not valid UTF-8.") }
    return try FormText.pairs(text, limit: 100, what: "form field")
  }

  /// The version the caller last saw, from `If-Match: "<version>"`; nil where the header is absent.
  ///
  /// - Throws: 412 for anything else in it, weak tags and `*` included: no version is named, so none can agree.
  package var expectedVersion: Int64? {
    get throws(Refusal) {
      guard let ifMatch else { return nil }
      let text = ifMatch.utf8
      guard text.count > 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\""),
        let version = WholeNumber.read(String(ifMatch.dropFirst().dropLast()))?.value
      else { throw Refusal(.versionConflict, "If-Match does not hold a version of this object.") }
      return version
    }
  }
}

/// The caller's address and whether the way to us is encrypted.
package struct Peer: Sendable {
  package let address: String
  package let isSecure: Bool
}

/// Request headers by lower-case name, in the order they came.
package struct RequestHeaders: Sendable {
  private let fields: [(name: String, value: String)]

  package init(_ fields: [(name: String, value: String)]) {
    self.fields = fields
  }

  package func all(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }

  var count: Int { fields.count }

  /// Octets of all names and values.
  var octets: Int { fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count } }

  package subscript(name: String) -> String? {
    fields.first { $0.name == name }?.value
  }

  /// - Throws: 400 when a header that may come once came twice.
  package func single(_ name: String) throws(Refusal) -> String? {
    let values = all(name)
    guard values.count <= 1 else { throw Refusal(.malformed, "The header \(name) occurs twice.") }
    return values.first
  }

  /// The value of a cookie; the first one counts, as browsers send the most specific first.
  package func cookie(_ name: String) -> String? {
    for line in all("cookie") {
      for part in line.split(separator: ";") {
        let pair = part.drop { $0 == " " }
        guard pair.utf8.starts(with: name.utf8), pair.utf8.dropFirst(name.utf8.count).first == UInt8(ascii: "=") else { continue }
        return String(Substring(pair.utf8.dropFirst(name.utf8.count + 1)))
      }
    }
    return nil
  }
}

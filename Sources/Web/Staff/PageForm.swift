import Domain
import UseCases

/// The forms of people who may not be signed in yet: each carries a token that grows from the browser's own cookie.
extension Call {
  /// The cookie that this browser's form tokens grow from: its session, or a value that means nothing else yet.
  private var anchor: String? {
    guard let cookie = cookie(.session), (40...128).contains(cookie.utf8.count) else { return nil }
    return cookie
  }

  /// A page with a form token in it; a browser without a cookie gets one.
  func page(_ template: String, _ view: [String: View], status: Int = 200) throws -> Reply {
    let secret = anchor ?? shop.newBrowserSecret()
    var view = view
    view["csrf"] = .text(shop.formToken(for: secret))
    let reply = try site.pages.render(template, view, status: status)
    return anchor == nil ? reply.settingCookie(.session, secret) : reply
  }

  /// The fields of a form that a page of this browser sent (WEB-01, WEB-03).
  ///
  /// - Throws: 403 without the token that belongs to the browser's cookie.
  func trustedForm() throws(Refusal) -> [String: String] {
    let form = try form()
    guard let anchor, let token = form["csrf"], token.utf8.count <= 200, shop.isFormToken(token, for: anchor) else {
      throw Refusal(.forbidden, "This page is out of date. Go back, load it again and repeat.")
    }
    return form
  }

  /// The session of the browser, if one is alive.
  func browserSession() async throws -> WebSession? {
    guard let cookie = cookie(.session) else { return nil }
    return try await shop.session(for: cookie)
  }

  /// The till this browser is, if it is one.
  func browserDevice() async throws -> Device? {
    guard let cookie = cookie(.device) else { return nil }
    return try await shop.device(for: cookie)
  }
}

extension Reply {
  /// Puts the cookie of a new session into the browser; the one before means nothing any more.
  func signingIn(_ signedIn: SignedIn) -> Reply {
    settingCookie(.session, signedIn.secret, seconds: WebSession.lifetimeSeconds)
  }
}

/// What a refused form shows above its fields, with the status and wait that a program would get.
struct FormProblem {
  let status: Int
  let sentence: String
  private let waitSeconds: Int?

  init(_ refusal: Refusal) {
    status = Problems.status(of: refusal.code)
    sentence = refusal.failures.first?.message ?? refusal.detail
    if case .retryAfter(let seconds)? = refusal.extra { waitSeconds = seconds } else { waitSeconds = nil }
  }

  /// Shows a form again, with the sentence in it.
  func page(_ call: Call, _ template: String, _ view: [String: View]) throws -> Reply {
    var view = view
    view["problem"] = .text(sentence)
    let reply = try call.page(template, view, status: status)
    return waitSeconds.map { reply.with("Retry-After", String($0)) } ?? reply
  }
}

/// Where a form leads after it worked.
enum NextPage {
  /// A path of this shop that somebody asked for; nil for anything else (WEB-05).
  static func asked(_ text: String?) -> String? {
    guard let text else { return nil }
    let path = OwnPath.checked(text)
    return path == "/" || path.utf8.starts(with: "/login".utf8) || path.utf8.starts(with: "/logout".utf8) ? nil : path
  }

  /// Where somebody works who asked for nothing: owners and managers in the back office, cashiers at the till.
  static func home(of role: Role) -> String {
    switch role {
    case .owner, .manager: office
    case .cashier, .integration: till
    }
  }

  static let till = "/register"
  static let office = "/admin"
}

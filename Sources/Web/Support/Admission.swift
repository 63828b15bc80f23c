import Domain
import UseCases

/// Decides who a request speaks for. Default deny: a route for the signed in lets nobody else through.
struct Admission {
  let shop: Shop
  let site: Site
  let peer: Peer
  let headers: RequestHeaders

  /// - Throws: 401 without a proof that counts, 403 where a browser acts for another site.
  func caller(of route: Route) async throws -> Call.Caller {
    if route.surface == .page, route.method != "GET" {
      if route.access == .linkHolder || route.access == .shopper { try refuseOtherOrigin() } else { try requireSameOrigin() }
    }
    guard route.access == .signedIn else { return .nobody }
    if let authorization = try headers.single("authorization") { return try await token(authorization) }
    guard let session = headers.cookie(Cookies.Name.session.rawValue), !session.isEmpty,
      let principal = try await shop.principal(forSession: session)
    else { throw Refusal.unauthenticated }
    if route.method != "GET" {
      try requireSameOrigin()
    } else if route.surface == .api {
      try BrowserTrust.refuseForeign(headers)
    }
    return .session(try presenting(principal), session: session)
  }

  private func token(_ authorization: String) async throws -> Call.Caller {
    let parts = authorization.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= 512 else { throw Refusal.unauthenticated }
    let token = String(parts[1])
    guard let principal = try await shop.principal(forToken: token) else { throw Refusal.unauthenticated }
    return .token(try presenting(principal), token: token)
  }

  /// Hands an approval on as it came; it is looked at, and used up, in the transaction that needs it.
  private func presenting(_ principal: Principal) throws(Refusal) -> Principal {
    guard let approval = try headers.single("x-approval") else { return principal }
    guard approval.utf8.count <= 200 else { throw Refusal(.malformed, "The header x-approval is too long.") }
    return principal.presenting(PresentedApproval(approval))
  }

  private func refuseOtherOrigin() throws(Refusal) {
    try BrowserTrust.refuseOtherOrigin(headers, own: site.settings.origin(of: peer, headers: headers))
  }

  private func requireSameOrigin() throws(Refusal) {
    try BrowserTrust.requireSameOrigin(headers, own: site.settings.origin(of: peer, headers: headers))
  }
}

extension Call {
  /// For a write by a browser that is signed in: the token of the page must come with it, in a header or a form field.
  func requireFormToken() throws(Refusal) {
    guard case .session(_, let session) = caller, route.method != "GET" else { return }
    let token = route.surface == .page ? try form()["csrf"] : try headers.single("x-csrf-token")
    try BrowserTrust.requireFormToken(token, session: session, shop: shop)
  }
}

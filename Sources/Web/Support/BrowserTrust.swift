import Domain
import UseCases

/// Keeps other sites from acting through a signed-in browser (WEB-01): where did the request come from, and does it know the form token?
enum BrowserTrust {
  /// - Throws: 403 when a browser does not say that the request comes from a page of ours.
  ///
  /// Either header is enough; a request that carries neither was not made by a page of a browser that this shop supports.
  static func requireSameOrigin(_ headers: RequestHeaders, own origin: String?) throws(Refusal) {
    if let site = headers["sec-fetch-site"] {
      guard site == "same-origin" else { throw foreign }
    }
    if let sender = headers["origin"] {
      guard sender.lowercased() == origin else { throw foreign }
    } else if headers["sec-fetch-site"] == nil {
      throw foreign
    }
  }

  /// For forms whose address is their proof: nothing is sent along by itself that another site could misuse, so saying nothing passes,
  /// as does an origin that a page without referrer keeps to itself.
  ///
  /// - Throws: 403 when a browser says that another site sends them.
  static func refuseOtherOrigin(_ headers: RequestHeaders, own origin: String?) throws(Refusal) {
    if let site = headers["sec-fetch-site"], site != "same-origin" { throw foreign }
    if let sender = headers["origin"], sender != "null", sender.lowercased() != origin { throw foreign }
  }

  /// - Throws: 403 when a browser says that another site asks for data with the cookie of somebody signed in.
  static func refuseForeign(_ headers: RequestHeaders) throws(Refusal) {
    guard let site = headers["sec-fetch-site"] else { return }
    guard site == "same-origin" || site == "none" else { throw foreign }
  }

  /// - Throws: 403 when the token of the page (`X-CSRF-Token`, or the form field `csrf`) does not belong to the session.
  static func requireFormToken(_ token: String?, session: String, shop: Shop) throws(Refusal) {
    guard let token, token.utf8.count <= 200, shop.isFormToken(token, for: session) else {
      throw Refusal(.forbidden, "This page is out of date. Load it again and repeat.")
    }
  }

  private static let foreign = Refusal(.forbidden, "This request did not come from a page of this shop.")
}

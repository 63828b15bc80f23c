import Domain
import JSON
import UseCases

/// One page of the back office: what stands inside the shell that all of them share (`design/office.md` §1).
///
/// The module named here is the only script of the page; it imports `office/office-view.js`, which runs the shell.
struct OfficePage: Sendable {
  /// In the words of the catalogue, already said; it may hold names.
  let title: String
  /// The name of its entry in ``OfficeNavigation``.
  let active: String
  /// The template of what stands right of the left column, such as `office/orders`.
  let template: String
  var view: [String: View] = [:]
  /// Style sheets beside the shell's own, `orders` for `styles/orders.css`.
  var sheets: [String] = []
  var module = "office/office-view.js"
  /// Beginnings of the keys of the catalogue that the module says, beside `office.`.
  var texts: [String] = []
  /// What the module begins with, as `page` of the bootstrap.
  var data: JSON = .null

  private static let sheets = ["tokens", "base", "components", "office", "office-parts", "office-widths", "alerts"]

  fileprivate func reply(_ call: Call, csrf: String, settings: ShopSettings, place: Location?) throws -> Reply {
    let principal = try call.principal
    let site = call.site
    var view = view
    view["csrf"] = .text(csrf)
    view["title"] = .text(title)
    let addresses = (Self.sheets + sheets).map { View.text(site.assets.address(of: "styles/\($0).css")) }
    let bootstrap = OfficeBootstrap(principal: principal, settings: settings, texts: texts, data: data)
    var shell: [String: View] = [
      "title": .text(title), "shop": .text(settings.shopName), "sheets": .list(addresses), "csrf": .text(csrf),
      "module": .text(site.assets.address(of: module)), "bootstrap": .text(bootstrap.json(csrf: csrf, texts: site.texts)),
      "groups": OfficeNavigation.view(for: principal, active: active, texts: site.texts),
      "person": .text(principal.name), "initials": .text(Initials.of(principal.name)),
      "role": .text(site.texts.say("office.role.\(principal.role.rawValue)")),
      "content": .text(try site.pages.text(template, view)),
    ]
    if let place { shell["place"] = .text(place.name) }
    return try site.pages.render("office/page", shell).with("Cache-Control", "no-store")
  }
}

extension Call {
  /// The page within the shell, for whoever is signed in by a browser.
  ///
  /// - Throws: 401 without a session, which leads a browser to `/login`.
  func office(_ page: OfficePage) async throws -> Reply {
    guard case .session(let principal, let session) = caller else { throw Refusal.unauthenticated }
    let (settings, place) = try await read { work in
      (try work.readSettings(), try principal.locationID.map { try work.findLocation($0) })
    }
    return try page.reply(self, csrf: shop.formToken(for: session), settings: settings, place: place)
  }
}

/// The letters that stand for a person where a picture would.
enum Initials {
  /// The first letters of the first and the last word: "Marta Zielińska" is "MZ".
  static func of(_ name: String) -> String {
    let words = name.split { $0.isWhitespace }
    let letters = [words.first, words.count > 1 ? words.last : nil].compactMap { $0?.first }
    return String(letters).uppercased()
  }
}

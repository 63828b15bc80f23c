/// A control that finds things of the shop by typing: which list of the API is asked, and what is chosen already.
package struct ResourcePick: Sendable {
  /// Something chosen, with the name it is shown by.
  package struct Chosen: Sendable {
    let id: String
    let title: String

    package init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }

  /// The list below `/api/v1` that takes `q`, such as `/customers`.
  let path: String
  /// The members of a row whose first present one is its name; `sku+title` is both of them.
  let titles: [String]
  let chosen: [Chosen]
  /// Whether the body gets a list of ids or one id (null for none).
  let isList: Bool

  /// Any number of things; the body gets a list of ids.
  package static func several(_ path: String, titles: [String], chosen: [Chosen]) -> Self {
    Self(path: path, titles: titles, chosen: chosen, isList: true)
  }

  /// One thing or none; the body gets its id.
  package static func one(_ path: String, titles: [String], chosen: Chosen?) -> Self {
    Self(path: path, titles: titles, chosen: chosen.map { [$0] } ?? [], isList: false)
  }
}

import Domain
import JSON

/// Puts a list or a form into the shell of the back office.
extension Call {
  /// - Parameter active: the entry of ``OfficeNavigation``.
  func office(_ list: ResourceList, active: String) async throws -> Reply {
    try await office(
      OfficePage(
        title: list.title, active: active, template: "office/resource-list", view: list.view, sheets: ["office-form"],
        module: "office/resource-list-view.js"))
  }

  /// - Parameters:
  ///   - module: a script that imports `office/resource-form-view.js` and adds what only this page has.
  ///   - texts: beginnings of the keys that script says.
  func office(
    _ form: ResourceForm, active: String, module: String = "office/resource-form-view.js", texts: [String] = [], data: JSON = .null
  ) async throws -> Reply {
    try await office(
      OfficePage(
        title: form.title, active: active, template: "office/resource-form", view: form.view, sheets: ["office-form"], module: module,
        texts: texts, data: data))
  }

  /// Says a text of the catalogue below a prefix, for a page that says many.
  func words(_ prefix: String) -> (String) -> String {
    let texts = site.texts
    return { texts.say("\(prefix)\($0)") }
  }

  /// Why somebody may only look at a page; nil where they may change it.
  func lock(unless action: Action) throws -> String? {
    try principal.may(action) ? nil : site.texts.say("office.form.locked")
  }
}

import JSON
import Mustache

/// What a page shows: values that a template names. Texts are escaped when they are written into HTML.
package enum View: Sendable {
  case text(String)
  case flag(Bool)
  case list([View])
  case object([String: View])
}

/// Renders the templates of `Templates` (the only file that knows how).
///
/// Templates get plain dictionaries, which render three times as fast as mirrored structs. In every template `{{#say}}key{{/say}}` is a
/// text of the catalogue and `{{#asset}}styles/base.css{{/asset}}` the address of a file of `Public`.
package struct Pages: Sendable {
  package struct Unknown: Error, CustomStringConvertible {
    package let description: String
  }

  private let templates: PageTemplates
  private let texts: Texts
  private let assets: Assets

  package init(_ files: SiteFiles, texts: Texts, assets: Assets) {
    templates = PageTemplates(files)
    self.texts = texts
    self.assets = assets
  }

  /// The page of a template, `sign-in/login` for `Templates/sign-in/login.mustache`.
  package func render(_ template: String, _ view: [String: View], status: Int = 200) throws -> Reply {
    .html(try text(template, view), status: status)
  }

  package func text(_ template: String, _ view: [String: View]) throws -> String {
    var values = view.mapValues(Self.plain)
    values["language"] = texts.language
    values["say"] = MustacheLambda { HTMLText.escaped(texts.say($0)) }
    values["asset"] = MustacheLambda { HTMLText.escaped(assets.address(of: $0)) }
    guard let text = try templates.library().render(values, withTemplate: template) else {
      throw Unknown(description: "There is no template \(template).")
    }
    return text
  }

  /// A refusal as a page; a plain one where the template of problems is missing.
  func problem(_ reply: Reply) -> Reply {
    guard case .bytes(let bytes) = reply.body, let json = try? JSON.read(bytes), case .string(let title)? = json["title"],
      case .string(let detail)? = json["detail"]
    else { return reply }
    let view: [String: View] = ["title": .text(title), "detail": .text(detail), "status": .text(String(reply.status))]
    var page = (try? render("problem", view, status: reply.status)) ?? .text("\(title)\n\(detail)\n", status: reply.status)
    for header in reply.headers where header.name != "Content-Type" { page = page.with(header.name, header.value) }
    return page
  }

  // Mustache takes values of any type; this is the one place that hands them over.
  private static func plain(_ view: View) -> Any {
    switch view {
    case .text(let text): text
    case .flag(let flag): flag
    case .list(let views): views.map(plain)
    case .object(let members): members.mapValues(plain)
    }
  }
}

/// Makes a text harmless inside HTML, attributes in quotes included.
package enum HTMLText {
  package static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

import Testing

@testable import Web

@Suite struct `Pages and texts` {
  private let files: SiteFiles
  private let texts: Texts

  init() throws {
    files = try SiteFiles()
    texts = try Texts(files)
  }

  /// What stands between `{{#name}}` and `{{/name}}` in all templates, with the template's path.
  private func words(_ name: String) throws -> [(template: String, word: String)] {
    try files.list("Templates").filter { $0.hasSuffix(".mustache") }.flatMap { path in
      let text = String(decoding: try files.read("Templates/\(path)"), as: UTF8.self)
      return text.split(separator: "{{#\(name)}}").dropFirst().compactMap { part in
        part.split(separator: "{{/\(name)}}").first.map { (path, String($0)) }
      }
    }
  }

  @Test func `every word of a template is in the catalogue`() throws {
    let said = try words("say")
    #expect(!said.isEmpty)
    for (template, key) in said {
      #expect(texts.keys.contains(key), "\(template) says \(key)")
    }
  }

  @Test func `every file a template names is there`() throws {
    let known = Set(files.list("Public"))
    for (template, path) in try words("asset") {
      #expect(known.contains(path), "\(template) names \(path)")
    }
  }

  @Test func `texts fill their places and show a missing key`() {
    #expect(texts.say("no.such.key", ["a": "b"]) == "no.such.key")
  }

  @Test func `what is written into a page stays text`() throws {
    let assets = try Assets(files)
    let pages = Pages(files, texts: texts, assets: assets)
    let hostile = "<script>alert(1)</script>\"'&"
    let page = try pages.text("problem", ["title": .text(hostile), "detail": .text(hostile)])
    #expect(!page.contains("<script>"))
    #expect(page.contains("&lt;script&gt;"))
    #expect(HTMLText.escaped(hostile) == "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;")
  }

  @Test func `a browser that has a file is not sent it again`() throws {
    let assets = try Assets(files)
    let nothing = RequestHeaders([])
    let first = try #require(assets.reply(method: "GET", path: "/assets/styles/base.css", query: nil, headers: nothing))
    let tag = try #require(first.header("ETag"))
    let again = assets.reply(method: "GET", path: "/assets/styles/base.css", query: nil, headers: RequestHeaders([("if-none-match", tag)]))
    #expect(again?.status == 304)
    let address = assets.address(of: "styles/base.css")
    let query = address.split(separator: "?").last.map(String.init)
    let versioned = assets.reply(method: "GET", path: "/assets/styles/base.css", query: query, headers: nothing)
    #expect(versioned?.header("Cache-Control")?.contains("immutable") == true)
    #expect(assets.reply(method: "GET", path: "/assets/../openapi.yaml", query: nil, headers: nothing) == nil)
  }
}

/// The catalogues of all languages, each completed by English; for what customers read, since they did not choose the shop's language.
package struct Languages: Sendable {
  private let catalogues: [String: Texts]
  private let english: Texts

  package init(_ files: SiteFiles, english: Texts) throws {
    self.english = english
    var catalogues = [english.language: english]
    let folders = Set(files.list("Public/texts").compactMap { $0.split(separator: "/").first.map(String.init) })
    for language in folders where language != english.language {
      catalogues[language] = try Texts(files, language: language, completedBy: english)
    }
    self.catalogues = catalogues
  }

  /// What the shop speaks with its customers, each by its own name.
  package var spoken: [(language: String, name: String)] {
    catalogues.map { (language: $0.key, name: $0.value.say("format.language")) }.sorted { $0.language < $1.language }
  }

  /// Whether the shop has a catalogue of this language.
  package func speaks(_ language: String) -> Bool { catalogues[language] != nil }

  /// The catalogue of a language, else of the language without its region, else English.
  package func texts(_ language: String) -> Texts {
    let name = language.lowercased()
    let base = name.split(separator: "-").first.map(String.init) ?? name
    return catalogues[name] ?? catalogues[base] ?? english
  }
}

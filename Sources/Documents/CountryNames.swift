import Foundation

/// Countries by the names that a reader's language gives them.
package enum CountryNames {
  /// Code and name, in the order of that language's dictionary; every country there is where none are named.
  ///
  /// - Parameters:
  ///   - codes: ISO 3166 alpha-2; what is no country is left out.
  ///   - language: BCP 47.
  package static func list(_ codes: [String], in language: String) -> [(code: String, name: String)] {
    let locale = Locale(identifier: language)
    let known = codes.isEmpty ? every : codes
    return known.map { (code: $0, name: locale.localizedString(forRegionCode: $0) ?? $0) }
      .sorted { $0.name.compare($1.name, locale: locale) == .orderedAscending }
  }

  /// The country's name, or its code where the language has none.
  package static func name(_ code: String, in language: String) -> String {
    Locale(identifier: language).localizedString(forRegionCode: code) ?? code
  }

  private static let every: [String] = Locale.Region.isoRegions.filter { region in
    region.identifier.utf8.count == 2 && region.subRegions.isEmpty && region.isISORegion
  }.map(\.identifier)
}

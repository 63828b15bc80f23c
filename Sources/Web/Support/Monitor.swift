package import UseCases

/// What monitors are told beside the requests: which program this is, and how its shop stands.
package struct Monitor: Sendable {
  let build: String
  let started = ContinuousClock.now
  let figures: @Sendable () async throws -> ShopFigures

  /// - Parameters:
  ///   - build: the program's version.
  ///   - figures: takes them anew; throws where the database cannot be asked.
  package init(build: String, figures: @escaping @Sendable () async throws -> ShopFigures) {
    self.build = build
    self.figures = figures
  }
}

/// A place the shop sells at.
package struct Location: Sendable, Equatable, Identified {
  package static let idPrefix = "loc"
}

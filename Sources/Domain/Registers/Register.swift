/// A till at a location.
package struct Register: Sendable, Equatable, Identified {
  package static let idPrefix = "reg"
}

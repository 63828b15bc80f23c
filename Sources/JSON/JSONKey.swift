/// The name of a member. A literal of ours is copied as it stands; a name from outside is escaped like any text.
@usableFromInline
package enum JSONKey: Sendable, ExpressibleByStringLiteral {
  case ours(StaticString)
  case given(String)

  @usableFromInline
  package init(stringLiteral value: StaticString) {
    self = .ours(value)
  }
}

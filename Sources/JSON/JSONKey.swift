/// The name of a member. A literal of ours is copied as it stands; a name from outside is escaped like any text.
package enum JSONKey: Sendable, ExpressibleByStringLiteral {
  case ours(StaticString)
  case given(String)

  package init(stringLiteral value: StaticString) {
    self = .ours(value)
  }
}

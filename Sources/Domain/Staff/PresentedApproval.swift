/// The text of an `X-Approval` header on its way to the store; prints as nothing, so that no log holds it.
package struct PresentedApproval: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package var description: String { "(approval)" }
  package var debugDescription: String { description }
}

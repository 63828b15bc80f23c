extension Refusal {
  /// 409: the drawer is open already.
  package static let sessionAlreadyOpen = Refusal(.sessionOpen, "This register is open already. Close it before you open it again.")

  /// 409: counted and closed; nothing can be added.
  package static let sessionIsClosed = Refusal(.sessionClosed, "This session is closed. Open the register again first.")

  /// 409: something else still needs the thing.
  package static func inUse(_ sentence: String) -> Refusal { Refusal(.inUse, sentence) }
}

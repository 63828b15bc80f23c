package import Domain
package import UseCases

/// The outside world as the outbox sees it: what makes a file, and where calls may go.
package struct OutboxDoors: Sendable {
  package let policy: OutboundPolicy
  /// Makes the file an attachment means, from what was frozen.
  package let file: @Sendable (Message.Attachment) async throws -> MailFile
  /// Whether the environment names a door; then its operator means the very address, be it inside.
  private let named: Set<DoorOut>

  package init(outside: Outside, file: @escaping @Sendable (Message.Attachment) async throws -> MailFile) {
    policy = OutboundPolicy(allowed: outside.allowed)
    named = Set(outside.doors.keys)
    self.file = file
  }

  /// Where a door of messages may lead.
  func policy(for door: DoorOut) -> OutboundPolicy {
    named.contains(door) ? policy.trusting : policy
  }
}

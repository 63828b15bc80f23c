package import Domain
import SQLEngine

extension ThreadStore {
  /// Takes a line back that told of something that was undone, as if it had never been there.
  package func withdraw(_ id: ID<ThreadMessage>) throws {
    try tx.execute("DELETE FROM thread_messages WHERE id = \(id) AND direction = 'system'")
  }
}

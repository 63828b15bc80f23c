import Domain
import SQLEngine

/// Removes what was said with a person (P25): that they wrote, and when, stays; who and what goes.
struct ConversationErasure {
  let tx: Transaction

  /// Empties the conversations of a customer. Who is not known any more is a new contact when they write again.
  func erase(of customer: ID<Customer>, at now: Instant) throws {
    let theirs: SQL = """
      IN (SELECT id FROM conversations WHERE customer_id = \(customer)
        OR merged_into IN (SELECT id FROM conversations WHERE customer_id = \(customer)))
      """
    for row in try tx.rows("SELECT id FROM conversations WHERE id \(theirs) ORDER BY id") {
      let id = try row.id("id", Conversation.self)
      try tx.threads.forget(id)
      try tx.search.remove(id)
    }
    try tx.execute("UPDATE events SET data = '{}' WHERE object_id \(theirs)")
    try tx.execute("UPDATE audit SET reason = NULL, detail = '{}', words_salt = NULL WHERE object_id \(theirs)")
    try tx.execute(
      """
      UPDATE conversations SET contact_key = id, contact_name = NULL, contact_picture_url = NULL, profile_at = NULL, name = NULL,
        unread = 0, last_message_at = NULL, last_message_text = NULL, last_message_direction = NULL, is_open = 0,
        version = version + 1, updated_at = \(now), removed_at = COALESCE(removed_at, \(now))
      WHERE id \(theirs)
      """)
  }
}

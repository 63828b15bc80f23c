/// Work that the shop does by itself, and that one of its processes does at a time.
package enum Job: String, Sendable, CaseIterable {
  /// Sends mail, SMS, chats and webhook deliveries.
  case outbox
  /// Takes in what chat services told.
  case channels
  /// Finishes payments that nobody came back from.
  case payments
  /// Ends holds and reservations, reminds, forgets, seals, settles the search, makes the day's backup.
  case timers
}

/// Which process does a ``Job``, as it stands in the database.
package struct JobLease: Sendable, Equatable {
  package let job: Job
  /// The process; nil where the last one gave it up.
  package let holder: String?
  /// Goes up whenever the job changes hands: what was begun under an older number is not to go on.
  package let fence: Int64
  /// Goes up whenever the holder says that it is still there.
  package let beat: Int64

  /// Stands as holder of what nobody does since the shop was restored from an older state: an older state does not know what was sent and
  /// paid after it. Nobody takes these jobs over before somebody has looked and said so.
  package static let restored = "restored"

  package init(job: Job, holder: String?, fence: Int64, beat: Int64) {
    self.job = job
    self.holder = holder
    self.fence = fence
    self.beat = beat
  }
}

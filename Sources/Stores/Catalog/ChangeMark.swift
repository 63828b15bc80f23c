import SQLEngine

extension EventStore {
  /// The number that the next event of this transaction will have.
  var nextSequence: SQL { "(SELECT COALESCE(MAX(sequence), 0) + 1 FROM events)" }

  /// Sets a row's mark to the event that will tell of this change; a till that knows that event knows the change.
  var isNext: SQL { "changed = \(nextSequence)" }
}

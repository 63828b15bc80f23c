/// Orders that were finished in another program before this one knew of them; only the importer may make them so.
extension Order {
  /// Places and closes a sale of the past, which is paid for and gone.
  ///
  /// - Throws: ``RefusalCode/conflict`` when it is not settled: not paid in full, or not handed over.
  package mutating func finishImported(number: String, at moment: Instant) throws(Refusal) {
    try place(number: number, now: moment)
    try move(.close)
    guard isPaidInFull, fulfillmentStatus == .fulfilled || fulfillmentStatus == .notRequired else {
      throw Refusal(.conflict, "Order \(number) is not settled, so it cannot be closed.")
    }
  }

  /// Closes goods that came back from a sale nobody knows: nothing was paid here, the whole sum was given back.
  package mutating func finishImportedReturn(number: String, at moment: Instant) throws(Refusal) {
    try place(number: number, now: moment)
    try move(.close)
    storedReturnStatus = .refunded
  }
}

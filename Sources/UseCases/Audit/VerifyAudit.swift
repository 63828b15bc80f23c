import Domain
import Stores

extension UnitOfWork {
  /// What is wrong with the chains of the audit log, in words: the first broken link; empty where all hold (P13).
  ///
  /// Words that were erased with a person cannot be compared any more; that they stood there is still part of the chain.
  package func checkAuditChains() throws -> [String] {
    try principal.require(.backup)
    guard let first = try tx.audit.firstLinked() else { return [] }
    var last: (objectID: String, sequence: Int64)?
    var head: String?
    while true {
      let entries = try tx.audit.entries(after: last, limit: 1000)
      guard let end = entries.last else { return [] }
      for entry in entries {
        if entry.objectID != last?.objectID { head = nil }
        if let flaw = flaw(of: entry, after: head, firstLinked: first) {
          return ["I21: entry \(entry.sequence) of the audit log, about \(entry.objectType) \(entry.objectID), \(flaw)."]
        }
        head = entry.link?.chain
        last = (entry.objectID, entry.sequence)
      }
      last = (end.objectID, end.sequence)
    }
  }

  private func flaw(of entry: AuditEntry, after head: String?, firstLinked: Int64) -> String? {
    guard let link = entry.link else {
      return entry.sequence > firstLinked ? "has lost its link to the one before it" : nil
    }
    if let salt = link.salt, AuditChain.words(reason: entry.reason, detail: entry.detail, salt: salt) != link.words {
      return "says something else than it did"
    }
    if link.salt == nil, entry.reason != nil { return "has words that nobody vouches for" }
    guard AuditChain.chain(entry.facts, words: link.words, after: head) == link.chain else {
      return "does not follow from the one before it"
    }
    return nil
  }
}

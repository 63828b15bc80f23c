import Domain
package import SQLEngine
private import Secrets
package import Stores

extension Shop {
  private static let entriesAtOnce = 1000

  /// A seal covers no more, so that nobody reads for minutes in a log that was never sealed; the rest gets one at once after it.
  private static let mostInASeal: Int64 = 100_000

  /// Seals what the audit log says since the last seal, once a day.
  ///
  /// - Returns: the new seal; nil where the last one is younger than a day and all but a day's entries have one, or there is nothing to seal.
  package func sealAudit() async throws -> AuditSeal? {
    let now = clock()
    let (last, newest) = try await database.read { tx in (try tx.audit.lastSeal(), try tx.audit.lastSequence()) }
    let sealed = last?.lastSequence ?? 0
    if let last, last.createdAt.adding(seconds: 86_400) > now, newest - sealed <= Self.mostInASeal { return nil }
    let end = min(newest, sealed + Self.mostInASeal)
    guard end > sealed else { return nil }
    let content = try await database.read { tx in try self.content(after: sealed, upTo: end, in: tx) }
    let number = (last?.number ?? 0) + 1
    let seal = AuditSeal(
      number: number, lastSequence: end, content: content,
      signature: signature(number: number, upTo: end, content: content, after: last?.signature), createdAt: now)
    return try await database.write { tx in try tx.audit.add(seal) } ? seal : nil
  }

  /// What is wrong with the seals, in words: the first one that does not fit; empty where all do.
  package func checkAuditSeals() async throws -> [String] {
    try await database.read { tx in try checkAuditSeals(in: tx) }
  }

  /// As ``checkAuditSeals()`` does, within a transaction.
  package func checkAuditSeals(in tx: Transaction) throws -> [String] {
    var before: AuditSeal?
    for seal in try tx.audit.seals() {
      let name = "seal \(seal.number) of the audit log"
      guard seal.number == (before?.number ?? 0) + 1 else { return ["I22: the seal before \(name) is missing."] }
      let made = signature(number: seal.number, upTo: seal.lastSequence, content: seal.content, after: before?.signature)
      guard SecretText.isSame(seal.signature, made) else { return ["I22: \(name) was not made with this shop's key."] }
      guard try content(after: before?.lastSequence ?? 0, upTo: seal.lastSequence, in: tx) == seal.content else {
        return ["I22: what \(name) was set on is not what stands there."]
      }
      before = seal
    }
    return []
  }

  private func content(after first: Int64, upTo last: Int64, in tx: Transaction) throws -> String {
    var content = ""
    var reached = first
    while true {
      let links = try tx.audit.links(after: reached, upTo: last, limit: Self.entriesAtOnce)
      guard let furthest = links.last else { return content }
      for link in links { content = AuditChain.roll(content, link.chain) }
      reached = furthest.sequence
    }
  }

  private func signature(number: Int64, upTo last: Int64, content: String, after before: String?) -> String {
    credentials.keyring.signature(.auditSeal, String(number), String(last), content, before ?? "")
  }
}

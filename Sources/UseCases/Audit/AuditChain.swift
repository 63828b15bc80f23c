import Domain
import JSON
import SQLEngine
private import Secrets
import Stores

/// The arithmetic of the audit log's chains (P13). One chain for each thing, so that writers of different orders never wait for each other.
enum AuditChain {
  /// What an entry says, apart from reason and detail, which may be erased.
  struct Facts {
    let createdAt: Instant
    let actorKind: String
    let actorID: String?
    let actorName: String
    let registerID: String?
    let action: String
    let objectType: String
    let objectID: String
  }

  /// The link of a new entry behind the chain so far.
  static func link(_ facts: Facts, reason: String?, detail: String, after head: String?) -> AuditLink {
    var random = SystemRandomNumberGenerator()
    let salt = String(random.next(), radix: 36) + String(random.next(), radix: 36)
    let words = words(reason: reason, detail: detail, salt: salt)
    return AuditLink(salt: salt, words: words, chain: chain(facts, words: words, after: head))
  }

  static func words(reason: String?, detail: String, salt: String) -> String {
    hash([salt, reason, detail])
  }

  static func chain(_ facts: Facts, words: String, after head: String?) -> String {
    hash([
      head, String(facts.createdAt.milliseconds), facts.actorKind, facts.actorID, facts.actorName, facts.registerID, facts.action,
      facts.objectType, facts.objectID, words,
    ])
  }

  /// All links of a seal, one after the other.
  static func roll(_ content: String, _ chain: String) -> String {
    SecretText.hash(content + chain)
  }

  /// SHA-256 of texts, each with its length before it, so that no two lists of texts look the same.
  private static func hash(_ parts: [String?]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    for part in parts {
      guard let part else {
        bytes.append(UInt8(ascii: "-"))
        continue
      }
      bytes += String(part.utf8.count).utf8
      bytes.append(UInt8(ascii: ":"))
      bytes += part.utf8
    }
    return SecretText.hash(bytes)
  }
}

extension AuditEntry {
  var facts: AuditChain.Facts {
    AuditChain.Facts(
      createdAt: createdAt, actorKind: actorKind, actorID: actorID, actorName: actorName, registerID: registerID, action: action,
      objectType: objectType, objectID: objectID)
  }
}

extension Transaction {
  /// Writes down that something happened, for everybody who listens and in the audit log, in the transaction of the change.
  func journal(
    _ type: String, id: ID<Event>, at now: Instant, by principal: Principal, object: EventObject, location: ID<Location>?, data: JSON,
    reason: String? = nil, isFirst: Bool = false
  ) throws {
    let facts = AuditChain.Facts(
      createdAt: now, actorKind: principal.actorKind, actorID: principal.actorID, actorName: principal.name,
      registerID: principal.registerID?.text, action: type, objectType: object.type, objectID: object.id)
    let detail = String(decoding: data.bytes, as: UTF8.self)
    let link = AuditChain.link(facts, reason: reason, detail: detail, after: isFirst ? nil : try audit.head(of: object.id))
    try events.record(
      type, id: id, at: now, by: principal, object: object, location: location, detail: detail, reason: reason, link: link)
  }
}

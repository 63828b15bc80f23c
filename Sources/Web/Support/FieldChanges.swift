import Domain
import JSON

/// Reading the fields of a thing once, for making it and for changing it: what the body names goes into ``Changes``.
extension Fields {
  /// A field that always has a value.
  func set<Subject, Value: Sendable>(
    _ path: any WritableKeyPath<Subject, Value> & Sendable, in changes: inout Changes<Subject>, _ key: String,
    _ read: (Fields, String) -> Value?
  ) {
    guard has(key), let value = read(self, key) else { return }
    changes.set(path, to: value)
  }

  /// A field that `null` empties.
  func clear<Subject, Value: Sendable>(
    _ path: any WritableKeyPath<Subject, Value?> & Sendable, in changes: inout Changes<Subject>, _ key: String,
    _ read: (Fields, String) -> Value?
  ) {
    guard let value = change(key, read) else { return }
    changes.set(path, to: value)
  }

  /// Notes that a field is missing from a body that makes a new thing.
  func require(_ key: String) {
    if !has(key) { fail(key, "required", "This field is required.") }
  }

  /// An object of flags under names of the caller's choosing.
  func flags(_ key: String, limit: Int) -> [(key: String, value: Bool)]? {
    guard let json = raw(key) else { return nil }
    guard case .object(let members) = json, members.count <= limit else {
      fail(key, "type", "This field is an object of at most \(limit) flags.")
      return nil
    }
    var flags: [(key: String, value: Bool)] = []
    for member in members {
      guard case JSON.bool(let flag) = member.value else {
        fail(key, "type", "Every entry is true or false.")
        return nil
      }
      flags.append((member.key, flag))
    }
    return flags
  }
}

extension QueryReader {
  /// Several identities by comma; none where the parameter is absent.
  func identities<Of>(_ name: String, of type: Of.Type = Of.self) -> [ID<Of>] {
    ids(name, of: type) ?? []
  }
}

package import Domain
package import JSON

/// Reads the members of a JSON object and gathers everything that is wrong with them, by path, before it refuses once.
///
/// Every getter names a member it knows; ``finish(_:)`` refuses members that nobody asked for. A getter returns nil for an absent
/// member, for an allowed `null`, and for one that failed (the failure is kept), so that reading goes on to the end.
///
/// ```swift
/// let fields = try call.fields()
/// let register = fields.id("register_id", of: Register.self, required: true)
/// let label = fields.text("label", limit: 200)
/// let registerID = try fields.finish(register)
/// ```
package struct Fields {
  let members: [(key: String, value: JSON)]
  /// Where this object stands, as a prefix of its members' paths: `lines[2].`, or nothing for the body itself.
  let path: String
  let notes: FieldNotes
  /// Which of the objects in `notes` this is.
  private let place: Int

  /// - Parameter json: an object; anything else is refused at once, for there is nothing to read.
  package init(_ json: JSON) throws(Refusal) {
    guard case .object(let members) = json else {
      throw Refusal(.validationFailed, "The body must be a JSON object.", failures: [.init(field: "", code: "type", message: "An object.")])
    }
    self.init(members: members, path: "", notes: FieldNotes())
  }

  init(members: [(key: String, value: JSON)], path: String, notes: FieldNotes) {
    self.members = members
    self.path = path
    self.notes = notes
    place = notes.objects.count
    notes.objects.append(FieldNotes.Object(path: path, keys: members.map(\.key)))
  }

  /// Whether the member was sent, be it `null`; for a PATCH, where absent means as it was.
  package func has(_ key: String) -> Bool {
    know(key) != nil
  }

  package func isNull(_ key: String) -> Bool {
    know(key) == .null
  }

  /// For a PATCH: nil where the member is absent, `.some(nil)` where it is `null`, else what `read` makes of it.
  package func change<Value>(_ key: String, _ read: (Fields, String) -> Value?) -> Value?? {
    guard has(key) else { return .none }
    return isNull(key) ? .some(nil) : .some(read(self, key))
  }

  /// Adds a failure that only the reader of several members can see, such as two that exclude each other.
  package func fail(_ key: String, _ code: String, _ message: String) {
    know(key)
    note(key, code, message)
  }

  /// Whether everything read so far was in order.
  package var isClean: Bool { notes.failures.isEmpty }

  /// Refuses with everything that was wrong, unknown members included; else hands back what is required, no longer optional.
  package func finish<each Value>(_ values: repeat (each Value)?) throws(Refusal) -> (repeat each Value) {
    notes.addUnknownMembers()
    try notes.refuse()
    do {
      return (repeat try Self.present(each values))
    } catch {
      // A getter that was not told that its member is required: still the caller's omission.
      throw Refusal(.validationFailed, "Something that is required is missing.", failures: [])
    }
  }

  private struct Missing: Error {}

  private static func present<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
  }

  /// The value of a member if it is there and not `null`; an absence that is not allowed is noted.
  func value(_ key: String, required: Bool, nullable: Bool) -> JSON? {
    guard let value = know(key) else {
      if required { note(key, "required", "This field is required.") }
      return nil
    }
    if value == .null {
      if required {
        note(key, "required", "This field is required.")
      } else if !nullable {
        note(key, "type", "This field may be left out, but not null.")
      }
      return nil
    }
    return value
  }

  func note(_ key: String, _ code: String, _ message: String) {
    notes.add(path + key, code, message)
  }

  /// The value of a member, which is known here from now on.
  @discardableResult
  private func know(_ key: String) -> JSON? {
    guard let position = members.firstIndex(where: { $0.key == key }) else { return nil }
    notes.objects[place].isKnown[position] = true
    return members[position].value
  }
}

/// What the readers of one body found out together.
final class FieldNotes {
  var failures: [FieldFailure] = []
  var objects: [Object] = []
  /// So many of them were looked through for members that nobody asked for.
  private var checked = 0

  /// An object that was read: which members it has, and which of them somebody asked for.
  struct Object {
    let path: String
    let keys: [String]
    var isKnown: [Bool]

    init(path: String, keys: [String]) {
      self.path = path
      self.keys = keys
      isKnown = Array(repeating: false, count: keys.count)
    }

    func knows(_ key: String) -> Bool {
      zip(keys, isKnown).contains { $0 == key && $1 }
    }
  }

  /// A document with thousands of mistakes is answered with the first hundred.
  private static let limit = 100

  func add(_ field: String, _ code: String, _ message: String) {
    guard failures.count < Self.limit else { return }
    failures.append(FieldFailure(field: field, code: code, message: message))
  }

  func addUnknownMembers() {
    for (place, object) in objects.enumerated().dropFirst(checked) where object.isKnown.contains(false) {
      // The same object may have been read a second time, with other members asked for.
      let others = objects.enumerated().filter { $0 != place && $1.path == object.path }.map(\.element)
      for (key, isKnown) in zip(object.keys, object.isKnown) where !isKnown && !others.contains(where: { $0.knows(key) }) {
        guard failures.count < Self.limit else { return }
        add(object.path + TextRules.shown(key), "unknown_field", "This field is not known here.")
      }
    }
    checked = objects.count
  }

  func refuse() throws(Refusal) {
    guard let first = failures.first else { return }
    let place = first.field.isEmpty ? "" : " (\(first.field))"
    let detail =
      failures.count == 1 ? "One field was not accepted\(place): \(first.message)" : "\(failures.count) fields were not accepted."
    throw Refusal(.validationFailed, detail, failures: failures)
  }
}

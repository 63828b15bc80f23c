import Domain
import JSON
import Stores

/// An event in words: the JSON of the list and of the stream are the same.
enum EventJSON {
  static func write(_ event: Event, to writer: inout JSONWriter) {
    writer.object { body in
      body.member("id", event.id.text)
      body.member("type", event.type)
      body.member("created_at", event.createdAt.text)
      body.member("actor") { actor in
        actor.member("kind", event.actorKind)
        actor.member("id", event.actorID)
      }
      body.member("object") { object in
        object.member("type", event.objectType)
        object.member("id", event.objectID)
        object.member("version", event.objectVersion)
      }
      body.member("location_id", event.locationID?.text)
      body.key("data")
      body.embed(event.data.utf8)
    }
  }

  /// `id`, `event` and `data` lines of the stream; JSON holds no line breaks, so one `data` line is enough.
  static func notice(_ event: Event) -> EventHub.Notice {
    var writer = JSONWriter(capacity: 512)
    write(event, to: &writer)
    var bytes = Array("id: \(event.id.text)\nevent: \(event.type)\ndata: ".utf8)
    bytes += writer.bytes
    bytes += [0x0A, 0x0A]
    return EventHub.Notice(sequence: event.sequence, location: event.locationID, bytes: bytes)
  }
}

import Domain
import JSON
import Stores
import UseCases

/// An event for those who listen.
extension EventJSON {
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

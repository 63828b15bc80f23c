import Domain
package import JSON
package import Stores

/// An event in words: the JSON of the list, of the stream and of webhooks are the same.
package enum EventJSON {
  package static func write(_ event: Event, to writer: inout JSONWriter) {
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
}

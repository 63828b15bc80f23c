import Domain
import JSON
import UseCases

/// `GET /catalog`: the whole catalogue for a till, compressed, with an entity tag; or what changed since an event.
enum CatalogAPI {
  static func routes(_ api: inout RouteGroup) {
    let cache = CatalogCache()
    api.get("/catalog", { try await send($0, cache) }, query: ["location_id", "since"])
  }

  private static func send(_ call: Call, _ cache: CatalogCache) async throws -> Reply {
    let query = call.query.reader()
    let location = query.id("location_id", of: Location.self)
    let since = query.text("since", limit: 40)
    try query.finish()
    let (mark, place) = try await call.read { (try $0.catalogMark(at: location), try $0.catalogLocation(location)) }
    let isZipped = EncodingChoice.takesGzip(call.headers["accept-encoding"])
    let name = "\(place?.text ?? "all").\(mark.products).\(mark.stock).\(mark.rules)"
    let tag = "\"\(name)\(isZipped ? "-gz" : "")\""
    if EntityTag.isListed(tag, in: call.headers["if-none-match"]) { return dressed(Reply(status: 304), tag, isZipped: false) }
    let key = CatalogCache.Key(tag: tag, isCompressed: isZipped)
    if since == nil, let bytes = cache.bytes(for: key) { return dressed(Reply.json(bytes), tag, isZipped: isZipped) }
    let answer = try await call.read { try $0.readCatalog(at: location, since: since) }
    let plain = CatalogJSON.bytes(answer)
    guard let bytes = isZipped ? Gzip.compressed(plain) : plain else { return dressed(Reply.json(plain), tag, isZipped: false) }
    // A write between the two looks makes a newer catalogue than the tag says; it is sent, and not kept under that name.
    if since == nil, answer.mark == mark { cache.keep(bytes, for: key) }
    return dressed(Reply.json(bytes), tag, isZipped: isZipped)
  }

  private static func dressed(_ reply: Reply, _ tag: String, isZipped: Bool) -> Reply {
    let tagged = reply.with("ETag", tag).with("Vary", "Accept-Encoding").with("Cache-Control", "private, no-cache")
    return isZipped ? tagged.with("Content-Encoding", "gzip") : tagged
  }
}

import UseCases

/// The site map: every address of the shop, who may call it, and what answers. What is not here does not exist.
enum Routes {
  static func table() -> RouteTable {
    RouteTable(open(), events())
  }

  /// For everybody: whether the server lives, and what it speaks.
  private static func open() -> RouteGroup {
    var open = RouteGroup("", for: .anyone, as: .api)
    open.get("/healthz", Health.live)
    open.get("/readyz", Health.ready)
    open.get("/openapi.yaml", Health.openAPI)
    return open
  }

  private static func events() -> RouteGroup {
    var api = RouteGroup("/api/v1", for: .signedIn, as: .api)
    api.get("/events", EventAPI.list, query: ["after", "limit"])
    api.get("/events/stream", EventAPI.stream)
    return api
  }
}

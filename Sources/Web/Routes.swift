/// The site map: which rooms have addresses, and who may call them. Each room lists its own lines in `routes`.
///
/// What is not reached from here does not exist, and everything in `signedIn` is closed to strangers.
enum Routes {
  static func table() -> RouteTable {
    RouteTable(open(), signedIn())
  }

  /// For everybody: whether the server lives, and what it speaks.
  private static func open() -> RouteGroup {
    var open = RouteGroup("", for: .anyone, as: .api)
    open.get("/healthz", Health.live)
    open.get("/readyz", Health.ready)
    open.get("/openapi.yaml", Health.openAPI)
    return open
  }

  /// The API: a token, or a signed-in page of ours.
  private static func signedIn() -> RouteGroup {
    var api = RouteGroup("/api/v1", for: .signedIn, as: .api)
    EventAPI.routes(&api)
    return api
  }
}

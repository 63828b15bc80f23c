import Testing

@testable import Web

@Suite struct `Finding routes` {
  private let table: RouteTable = {
    var api = RouteGroup("/api/v1", for: .signedIn, as: .api)
    let nothing: Handler = { _ in .done }
    api.get("/orders", nothing, query: ["limit"])
    api.post("/orders", nothing)
    api.post("/orders/calculate", nothing)
    api.get("/orders/{id}", nothing)
    api.patch("/orders/{id}/lines/{line_id}", nothing)
    api.delete("/orders/{id}/lines/{line_id}", nothing)
    return RouteTable(api)
  }()

  private func found(_ method: String, _ path: String) -> String {
    switch table.match(method, path) {
    case .found(let route, let parameters):
      "\(route.pattern) " + parameters.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    case .wrongMethod(let allowed): "allow " + allowed.joined(separator: ",")
    case .unknown: "unknown"
    }
  }

  @Test func `a path is found with the values of its places`() {
    #expect(found("GET", "/api/v1/orders/ord_1") == "/api/v1/orders/{id} id=ord_1")
    #expect(found("PATCH", "/api/v1/orders/ord_1/lines/lin_2") == "/api/v1/orders/{id}/lines/{line_id} id=ord_1,line_id=lin_2")
  }

  @Test func `a name comes before a place`() {
    #expect(found("POST", "/api/v1/orders/calculate") == "/api/v1/orders/calculate ")
  }

  @Test func `HEAD is answered wherever GET is`() {
    #expect(found("HEAD", "/api/v1/orders") == "/api/v1/orders ")
    #expect(found("HEAD", "/api/v1/orders/ord_1/lines/lin_2") == "allow DELETE,PATCH")
  }

  @Test func `a wrong method is told the right ones`() {
    #expect(found("PUT", "/api/v1/orders") == "allow GET,HEAD,POST")
    #expect(found("OPTIONS", "/api/v1/orders/ord_1") == "allow GET,HEAD")
    #expect(found("get", "/api/v1/orders") == "allow GET,HEAD,POST")
  }

  @Test(arguments: [
    "/", "", "/api/v1", "/api/v1/", "/api/v1/orders/", "//api/v1/orders", "/api//v1/orders", "/api/v1/orders/ord_1/", "/API/v1/orders",
    "/api/v1/Orders", "/api/v1/orders/%6frd_1", "/api/v1%2forders", "/api/v1/orders/ord_1;x", "/api/v1/./orders", "/api/v1/orders/..",
    "/api/v1/../v1/orders", "http://shop/api/v1/orders", "*", "/api/v1/orders/ord 1", "/api/v1/orders/ord_1/lines", "/api/v1\\orders",
  ])
  func `another spelling of a path is another path`(_ path: String) {
    #expect(found("GET", path) == "unknown")
  }

  @Test func `every route of the site says who may call it and is there once`() {
    let names = Routes.table().routes.map(\.name)
    #expect(Set(names).count == names.count)
    let open = Routes.table().routes.filter { $0.access == .anyone && $0.surface == .api }.map(\.pattern)
    #expect(open.allSatisfy { !$0.hasPrefix("/api/") }, "An address of the API is open to strangers: \(open)")
  }
}

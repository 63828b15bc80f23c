import Domain
import Testing

@testable import Web

@Suite struct `At the door` {
  @Test func `every code has a status of the contract, and the only 5xx is 503`() {
    let allowed: Set<Int> = [400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 422, 428, 429, 431, 503]
    for code in RefusalCode.allCases {
      #expect(allowed.contains(Problems.status(of: code)), "\(code)")
      #expect(!Problems.title(of: code).isEmpty)
    }
  }

  @Test func `a problem carries type, code, errors and what the refusal adds`() throws {
    let refusal = Refusal(
      .alreadyRetrieved, "Till 2 has it.", failures: [FieldFailure(field: "a[0]", code: "x", message: "m", lineID: "lin_1")],
      extra: .heldBy(registerID: "reg_1", registerName: "Till 2", staffName: "Nora"))
    let reply = Problems.reply(to: Problem(refusal, members: [("order", Array("{}".utf8))]))
    guard case .bytes(let bytes) = reply.body else { return #expect(Bool(false)) }
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"type":"/problems/already_retrieved","title":"Already retrieved","status":409,"detail":"Till 2 has it.","#
        + #""code":"already_retrieved","errors":[{"field":"a[0]","code":"x","message":"m","line_id":"lin_1"}],"#
        + #""held_by":{"register_id":"reg_1","register_name":"Till 2","staff_name":"Nora"},"order":{}}"#)
  }

  @Test func `a query is read strictly`() throws {
    #expect(throws: Refusal.self) { try Query("a=1&a=2") }
    #expect(throws: Refusal.self) { try Query("a=%zz") }
    #expect(throws: Refusal.self) { try Query("a=%ff") }
    #expect(throws: Refusal.self) { try Query("a=%00") }
    let query = try Query("q=caf%C3%A9+au+lait&limit=20&held=true").reader()
    #expect(query.text("q") == "café au lait")
    #expect(query.page().limit == 20)
    #expect(query.flag("held") == true)
    try query.finish()
  }

  @Test(arguments: ["0", "201", "-1", "1.5", "x", "1000000000", ""])
  func `a page size outside 1 to 200 is refused`(_ limit: String) throws {
    let query = try Query("limit=\(limit)").reader()
    _ = query.page()
    #expect(throws: Refusal.self) { try query.finish() }
  }

  @Test func `address blocks hold what they say and nothing else`() throws {
    let block = try #require(AddressRange("10.1.0.0/16"))
    #expect(block.contains("10.1.255.3"))
    #expect(block.contains("::ffff:10.1.0.1"))
    #expect(!block.contains("10.2.0.1"))
    #expect(!block.contains("fe80::1"))
    #expect(try #require(AddressRange("192.168.1.7")).contains("192.168.1.7"))
    #expect(try #require(AddressRange("fd00::/8")).contains("fdff:1::2"))
    #expect(try #require(AddressRange("0.0.0.0/0")).contains("8.8.8.8"))
    for text in ["", "10.1", "10.0.0.0/33", "10.0.0.256", "1.2.3.4/x", ":::", "::1/129", "g::1"] {
      #expect(AddressRange(text) == nil, "\(text)")
    }
  }

  @Test func `only a trusted proxy may say for whom it speaks`() throws {
    let proxy = try #require(AddressRange("10.0.0.0/8"))
    let settings = SiteSettings(trustedProxies: [proxy])
    let headers = RequestHeaders([("x-forwarded-for", "6.6.6.6, 203.0.113.9, 10.0.0.2"), ("x-forwarded-proto", "https")])
    let trusted = settings.peer(address: "10.0.0.1", headers: headers)
    #expect(trusted.address == "203.0.113.9")
    #expect(trusted.isSecure)
    let stranger = settings.peer(address: "198.51.100.1", headers: headers)
    #expect(stranger.address == "198.51.100.1")
    #expect(!stranger.isSecure)
  }

  @Test func `a browser must say that it comes from a page of ours`() {
    func isTrusted(_ headers: [(name: String, value: String)]) -> Bool {
      (try? BrowserTrust.requireSameOrigin(RequestHeaders(headers), own: "http://till:8080")) != nil
    }
    #expect(isTrusted([("sec-fetch-site", "same-origin"), ("origin", "http://till:8080")]))
    #expect(isTrusted([("origin", "http://till:8080")]))
    #expect(!isTrusted([]))
    #expect(!isTrusted([("origin", "null")]))
    #expect(!isTrusted([("origin", "http://evil")]))
    #expect(!isTrusted([("sec-fetch-site", "cross-site"), ("origin", "http://till:8080")]))
    #expect(!isTrusted([("sec-fetch-site", "same-origin"), ("origin", "http://till:8081")]))
    #expect(!isTrusted([("sec-fetch-site", "none")]))
  }

  @Test(arguments: ["//evil", "/\\evil", "https:evil", "http://shop@evil", "javascript:alert(1)", "evil", "", "/a\r\nX: y", "/ a"])
  func `nobody is sent to another host`(_ path: String) {
    #expect(OwnPath.checked(path) == "/")
  }

  @Test func `a path of our own is kept`() {
    #expect(OwnPath.checked("/register?x=1") == "/register?x=1")
  }
}

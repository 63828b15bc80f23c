import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Web

@Suite struct `Keeping a connection` {
  private func connection() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: ConnectionKeeper(Readiness()))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  private func head(_ headers: HTTPHeaders = [:], version: HTTPVersion = .http1_1) -> HTTPServerRequestPart {
    .head(HTTPRequestHead(version: version, method: .POST, uri: "/api/v1/orders", headers: headers))
  }

  @Test func `a body that keeps coming may take as long as it needs`() throws {
    let channel = try connection()
    try channel.writeInbound(head())
    for _ in 0..<60 {
      try channel.writeInbound(HTTPServerRequestPart.body(ByteBuffer(repeating: 0x61, count: 40_000)))
      channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    }
    #expect(channel.isActive)
  }

  @Test func `a body that drips is cut off`() throws {
    let channel = try connection()
    try channel.writeInbound(head())
    for _ in 0..<35 {
      try channel.writeInbound(HTTPServerRequestPart.body(ByteBuffer(repeating: 0x61, count: 100)))
      channel.embeddedEventLoop.advanceTime(by: .seconds(1))
    }
    #expect(!channel.isActive)
  }

  @Test func `whoever waits to be told to send a body is told`() throws {
    let channel = try connection()
    try channel.writeInbound(head(["Expect": "100-Continue"]))
    guard case .head(let answer)? = try channel.readOutbound(as: HTTPServerResponsePart.self) else {
      return #expect(Bool(false), "nothing was said")
    }
    #expect(answer.status == .continue)
  }

  @Test(arguments: [
    (HTTPHeaders([("Expect", "something-else")]), HTTPVersion.http1_1), (HTTPHeaders(), .http1_1),
    (HTTPHeaders([("Expect", "100-continue")]), .http1_0),
  ])
  func `nobody else is`(headers: HTTPHeaders, version: HTTPVersion) throws {
    let channel = try connection()
    try channel.writeInbound(head(headers, version: version))
    #expect(try channel.readOutbound(as: HTTPServerResponsePart.self) == nil)
  }

  @Test func `an answer that is still to come is not cut in two by another request's invitation`() throws {
    let channel = try connection()
    try channel.writeInbound(head())
    try channel.writeInbound(HTTPServerRequestPart.end(nil))
    try channel.writeInbound(head(["Expect": "100-continue"]))
    #expect(try channel.readOutbound(as: HTTPServerResponsePart.self) == nil)
  }
}

import Domain
import NIOCore
import NIOHTTP1

/// Keeps one connection within its times and ends it in order: who dawdles over headers, over a body or over reading an answer is
/// shut out, and a body nobody wants is not read on (DOS-01 to DOS-04).
///
/// It sits right behind the HTTP decoder, so that it sees every request part before anybody waits for it.
final class ConnectionKeeper: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private static let headTime = TimeAmount.seconds(10)
  /// How long a body may take however little it is, and how quickly it has to come from then on: a picture from a phone in the country
  /// is no attack.
  private static let bodyTime = TimeAmount.seconds(30)
  private static let slowestBody = 16_384
  private static let idleTime = TimeAmount.seconds(30)
  private static let stallTime = TimeAmount.seconds(30)
  private static let lingerTime = TimeAmount.seconds(1)

  /// Once the server was asked to stop, connections end with their answers.
  private let readiness: Readiness
  private var deadline: Scheduled<Void>?
  private var stall: Scheduled<Void>?
  /// Requests whose answer is not out yet.
  private var unanswered = 0
  private var isReadingBody = false
  private var bodyBegan = NIODeadline.distantPast
  private var bodyOctets = 0
  /// The answer went out while the body was still coming: nothing more of it is read.
  private var isLeaving = false
  /// The answer that is going out said that it is the last one.
  private var isLastAnswer = false

  init(_ readiness: Readiness) {
    self.readiness = readiness
  }

  func handlerAdded(context: ChannelHandlerContext) {
    setDeadline(Self.headTime, context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    deadline?.cancel()
    stall?.cancel()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    stall?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isLeaving else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      unanswered += 1
      isReadingBody = true
      (bodyBegan, bodyOctets) = (context.eventLoop.now, 0)
      invite(head, context)
      setDeadline(Self.bodyTime, context)
    case .body(let part): bodyOctets = bodyOctets.addingReportingOverflow(part.readableBytes).partialValue
    case .end:
      isReadingBody = false
      deadline?.cancel()
      deadline = nil
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      isLastAnswer = head.status.code >= 200 && (isReadingBody || (readiness.isLeaving && unanswered <= 1))
      if isLastAnswer { head.headers.replaceOrAdd(name: "connection", value: "close") }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      unanswered = max(0, unanswered - 1)
      context.write(data, promise: promise)
      if isReadingBody || isLastAnswer {
        leave(context)
      } else if unanswered == 0 {
        setDeadline(Self.idleTime, context)
      }
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stall?.cancel()
    stall = nil
    if !context.channel.isWritable {
      let closing = NIOLoopBound(context, eventLoop: context.eventLoop)
      stall = context.eventLoop.scheduleTask(in: Self.stallTime) { closing.value.close(promise: nil) }
    }
    context.fireChannelWritabilityChanged()
  }

  /// Headers beyond the limit get their own status; any other fault of the protocol is left to the server, which answers 400.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !isLeaving else { return }
    if case HTTPParserError.headerOverflow = error, unanswered == 0 {
      let problem = Problems.reply(to: Refusal(.headersTooLarge, "The headers are too large."))
      guard case .bytes(let bytes) = problem.body else { return context.close(promise: nil) }
      let headers = HTTPHeaders([
        ("content-type", "application/problem+json"), ("content-length", String(bytes.count)), ("connection", "close"),
      ])
      let head = HTTPResponseHead(version: .http1_1, status: .requestHeaderFieldsTooLarge, headers: headers)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
      context.write(wrapOutboundOut(.end(nil)), promise: nil)
      leave(context)
      return
    }
    context.fireErrorCaught(error is HTTPParserError ? error : HTTPParserError.invalidCharactersUsed)
  }

  /// Says goodbye, and closes for good a moment later, so that the answer arrives before the reset that unread bytes cause.
  private func leave(_ context: ChannelHandlerContext) {
    isLeaving = true
    context.flush()
    context.close(mode: .output, promise: nil)
    setDeadline(Self.lingerTime, context)
  }

  /// Tells whoever waits for it before sending a body that it may come (RFC 9110, 10.1.1); what is too much is refused once it is seen.
  private func invite(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let waits = head.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
    guard waits, unanswered == 1, head.version == .http1_1 else { return }
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
  }

  private func setDeadline(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    deadline = context.eventLoop.scheduleTask(in: time) {
      let (keeper, context) = bound.value
      if let more = keeper.timeForBody(at: context.eventLoop.now) { keeper.setDeadline(more, context) } else { context.close(promise: nil) }
    }
  }

  /// What a body that comes quickly enough may still take; nil for one that does not, and where none is coming.
  private func timeForBody(at now: NIODeadline) -> TimeAmount? {
    guard isReadingBody, !isLeaving else { return nil }
    let end = bodyBegan + Self.bodyTime + .seconds(Int64(bodyOctets / Self.slowestBody))
    let left = end - now
    return left > .zero ? left : nil
  }
}

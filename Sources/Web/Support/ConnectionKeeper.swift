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
  private static let bodyTime = TimeAmount.seconds(30)
  private static let idleTime = TimeAmount.seconds(30)
  private static let stallTime = TimeAmount.seconds(30)
  private static let lingerTime = TimeAmount.seconds(1)

  private var deadline: Scheduled<Void>?
  private var stall: Scheduled<Void>?
  /// Requests whose answer is not out yet.
  private var unanswered = 0
  private var isReadingBody = false
  /// The answer went out while the body was still coming: nothing more of it is read.
  private var isLeaving = false

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
    case .head:
      unanswered += 1
      isReadingBody = true
      setDeadline(Self.bodyTime, context)
    case .body: break
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
      if isReadingBody, head.status.code >= 200 { head.headers.replaceOrAdd(name: "connection", value: "close") }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      unanswered = max(0, unanswered - 1)
      context.write(data, promise: promise)
      if isReadingBody {
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

  private func setDeadline(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let closing = NIOLoopBound(context, eventLoop: context.eventLoop)
    deadline = context.eventLoop.scheduleTask(in: time) { closing.value.close(promise: nil) }
  }
}

/// Has a request carried out: by the server while it alone has these data, else here.
struct ShopCaller {
  let place: ShopPlace

  /// Prints what the shop answers.
  ///
  /// Data that are in use although nobody answers belong to a server that is about to end, or to another command; both are soon over, and
  /// so is the start of a database.
  func call(_ request: ShopRequest) async throws {
    var patience = 40
    while true {
      if place.storage.isOwnFile, let line = try SocketLine.connect(to: place.folder) { return try ask(request, over: line) }
      do {
        return try await performHere(request)
      } catch  where patience > 0 && place.storage.passes(error) {
        patience -= 1
        try await Task.sleep(for: .milliseconds(250))
      }
    }
  }

  private func ask(_ request: ShopRequest, over line: SocketLine) throws {
    defer { line.close() }
    guard !request.verb.needsRest else {
      throw CommandFailure("A server has these data open. Stop it, do this again, and start it then.")
    }
    try line.send(request.bytes + [UInt8(ascii: "\n")])
    while let bytes = try line.receive(longest: 1_048_576) {
      guard let reply = ShopReply(bytes: bytes) else { throw CommandFailure("The server gave an answer that makes no sense.") }
      if try Self.isLast(reply) { return }
    }
    throw CommandFailure("The server ended before it answered. Look at its log; the command may or may not have been carried out.")
  }

  private func performHere(_ request: ShopRequest) async throws {
    guard !place.storage.isMissing else { throw OpenData.missing(at: place) }
    // A large shop is read for longer than a server would let anybody.
    let intention = OpenData.Intention(
      tuning: EngineTuning(allowsLongReads: true), makesShop: false, allowsMoved: request.verb.onlyLooks)
    let opened = try await OpenData.open(place, for: intention, logger: QuietLog.logger)
    do {
      try await ShopWorker(opened: opened, address: ShopAddress()).perform(request) { reply in Self.show(reply) }
    } catch {
      await opened.close()
      throw error
    }
    await opened.close()
  }

  private static func isLast(_ reply: ShopReply) throws -> Bool {
    switch reply {
    case .done: return true
    case .failed(let reason): throw CommandFailure(reason)
    case .line, .note, .progress:
      show(reply)
      return false
    }
  }

  private static func show(_ reply: ShopReply) {
    switch reply {
    case .line(let text): Console.say(text)
    case .note(let text): Console.complain(text)
    case .progress(let done, let total): Console.progress(done, of: total)
    case .done, .failed: return
    }
  }
}

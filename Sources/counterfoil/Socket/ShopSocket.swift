import Dispatch
import Foundation
import Logging
import ServiceLifecycle

/// Lets the other commands work while the shop is served: takes their requests at `counterfoil.sock`, which only its owner may use.
struct ShopSocket: Service {
  private let opened: OpenData
  private let address: ShopAddress
  /// Nil where the socket cannot be made; the shop sells all the same.
  private let listener: Int32?

  /// Listens from here on, so that a command finds the server as soon as it has said that it is ready.
  init(opened: OpenData, address: ShopAddress, logger: Logger) {
    self.opened = opened
    self.address = address
    do {
      listener = try Self.listen(in: opened.place.folder)
    } catch {
      listener = nil
      logger.warning("Commands do not work while this server runs.", metadata: ["reason": "\(Explanation.of(error))"])
    }
  }

  func run() async throws {
    if let listener {
      let worker = ShopWorker(opened: opened, address: address)
      DispatchQueue(label: "counterfoil.socket").async { Self.accept(listener, worker) }
    }
    try? await gracefulShutdown()
    guard let listener else { return }
    unlink(opened.place.folder.socketPath)
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private static func listen(in folder: DataFolder) throws -> Int32 {
    // The data are ours alone by now, so a socket that is there belongs to a server that died.
    unlink(folder.socketPath)
    guard let address = try SocketAddress(folder) else { throw CommandFailure("The folder \(folder.path) is gone.") }
    defer { address.close() }
    let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listener >= 0, fchmod(listener, 0o600) == 0, address.with({ bind(listener, $0, $1) }) == 0,
      chmod(folder.socketPath, 0o600) == 0, Glibc.listen(listener, 8) == 0
    else {
      let reason = String(cString: strerror(errno))
      if listener >= 0 { close(listener) }
      throw CommandFailure("\(folder.socketPath) cannot be made: \(reason).")
    }
    return listener
  }

  /// Blocks its own thread until the listener is shut.
  private static func accept(_ listener: Int32, _ worker: ShopWorker) {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      guard descriptor >= 0 else {
        if errno == EINTR || errno == ECONNABORTED { continue }
        break
      }
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      let line = SocketLine(descriptor: descriptor)
      let queue = DispatchQueue(label: "counterfoil.command")
      queue.async { answer(line, worker, queue) }
    }
    close(listener)
  }

  private static func answer(_ line: SocketLine, _ worker: ShopWorker, _ queue: DispatchQueue) {
    let request: ShopRequest
    do {
      guard let bytes = try line.receive(longest: ShopRequest.longest) else { return line.close() }
      request = try ShopRequest(bytes: bytes)
    } catch {
      // Whoever sends nonsense may be gone before it hears so.
      try? line.send(ShopReply.failed(Explanation.of(error)).bytes)
      return line.close()
    }
    Task {
      let tell: ShopWorker.Teller = { reply in await send(reply, over: line, on: queue) }
      do {
        try await worker.perform(request, tell: tell)
        await tell(.done)
      } catch {
        await tell(.failed(Explanation.of(error)))
      }
      queue.async { line.close() }
    }
  }

  /// Waits on the conversation's own thread, so that a slow listener keeps nobody else.
  private static func send(_ reply: ShopReply, over line: SocketLine, on queue: DispatchQueue) async {
    await withCheckedContinuation { continuation in
      queue.async {
        // Who went away does not want to hear more; the work goes on.
        try? line.send(reply.bytes)
        continuation.resume()
      }
    }
  }
}

import ServiceLifecycle
import UnixSignals
import Web

/// Ends the server when it is asked to: first whoever sends requests here is told to send them elsewhere, then, after a delay in which
/// everything is still answered, all services stop. Asked a second time, it does not wait.
struct PoliteStop: Service {
  let readiness: Readiness
  let delay: Duration

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    let (asked, ask) = AsyncStream.makeStream(of: Void.self)
    // The end of a wait by cancellation means that the server ends for a reason of its own.
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { for await _ in signals { ask.yield() } }
        var asked = asked.makeAsyncIterator()
        await asked.next()
        readiness.leave()
        ServiceNotice.stopping.send()
        if delay > .zero {
          group.addTask {
            try? await Task.sleep(for: delay)
            ask.yield()
          }
          await asked.next()
        }
        group.cancelAll()
      }
    }
    readiness.leave()
  }
}

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
    // The end of the wait by cancellation means that the server ends for a reason of its own.
    await cancelWhenGracefulShutdown {
      await Self.next(signals)
      readiness.leave()
      guard delay > .zero, !Task.isCancelled else { return }
      await withTaskGroup(of: Void.self) { group in
        group.addTask { try? await Task.sleep(for: delay) }
        group.addTask { await Self.next(signals) }
        await group.next()
        group.cancelAll()
      }
    }
    readiness.leave()
  }

  private static func next(_ signals: UnixSignalsSequence) async {
    for await _ in signals { return }
  }
}

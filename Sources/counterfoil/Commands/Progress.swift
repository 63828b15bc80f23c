/// Carries news of how far a piece of work is out of its transaction, where nothing waits, to whoever watches.
enum Progress {
  typealias Step = @Sendable (Int64, Int64) -> Void

  /// Runs `work` and tells its steps while it runs; a slow listener misses some, never the last.
  static func told<Result: Sendable>(
    by tell: @escaping ShopWorker.Teller, _ work: (@escaping Step) async throws -> Result
  ) async throws -> Result {
    let (steps, feed) = AsyncStream.makeStream(of: ShopReply.self, bufferingPolicy: .bufferingNewest(1))
    let telling = Task { for await step in steps { await tell(step) } }
    do {
      let result = try await work { done, total in feed.yield(.progress(done, of: total)) }
      feed.finish()
      await telling.value
      return result
    } catch {
      feed.finish()
      await telling.value
      throw error
    }
  }
}

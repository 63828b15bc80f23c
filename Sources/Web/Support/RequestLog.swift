import Domain
import Synchronization

/// A line for each request: which route, how it ended, how long it took, how large the answer was. Nothing in it was written by a caller,
/// so no token, link, address or name can get there.
package final class RequestLog: Sendable {
  private let write: @Sendable ([UInt8]) -> Void
  private let next = Atomic<UInt64>(UInt64.random(in: 0...UInt64.max))

  /// - Parameter write: takes a whole line and does not wait for anybody.
  package init(write: @escaping @Sendable ([UInt8]) -> Void) {
    self.write = write
  }

  /// A name for a request that no other one has: stands in its answer, in its line, and in what is logged of an accident.
  func name() -> String {
    let (_, number) = next.wrappingAdd(1, ordering: .relaxed)
    // An odd factor keeps different numbers different, and neighbours do not look alike.
    return String(number &* 0x9E37_79B9_7F4A_7C15, radix: 36)
  }

  /// - Parameter octets: nil for a stream, which is noted when it begins.
  func note(_ name: String, _ route: String, status: Int, took microseconds: Int64, octets: Int?, at moment: Instant) {
    var line = "time=\(moment.text) level=info message=request request=\(name) route=\"\(route)\" status=\(status) seconds="
    line += MetricsText.seconds(microseconds: microseconds)
    if let octets { line += " bytes=\(octets)" }
    line += "\n"
    write(Array(line.utf8))
  }
}

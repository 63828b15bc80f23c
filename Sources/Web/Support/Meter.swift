import Synchronization

/// Counts requests and how long they took, by route and status; keyed by the site map, never by what a caller wrote (DOS-12).
package final class Meter: Sendable {
  /// The upper ends of the classes that durations are counted in, in microseconds; one more class takes what is longer.
  static let bounds: [Int64] = [1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000]

  /// The requests of one route.
  struct Figure: Sendable {
    /// How many ended with each status.
    var statuses: [Int: Int64] = [:]
    /// How many fall into each class of ``Meter/bounds``, and beyond.
    var classes = [Int64](repeating: 0, count: Meter.bounds.count + 1)
    var microseconds: Int64 = 0
    /// Octets of the answers, streams aside.
    var octets: Int64 = 0
  }

  private let figures = Mutex<[String: Figure]>([:])

  package init() {}

  /// - Parameter microseconds: until the answer was ready to be sent; a stream of events is answered when it begins.
  func count(_ route: String, status: Int, took microseconds: Int64, octets: Int) {
    let place = Self.bounds.firstIndex { microseconds <= $0 } ?? Self.bounds.count
    figures.withLock { figures in
      figures[route, default: Figure()].add(status, place, microseconds, octets)
    }
  }

  static func microseconds(_ time: Duration) -> Int64 {
    let (seconds, rest) = time.components
    return seconds &* 1_000_000 &+ rest / 1_000_000_000_000
  }

  /// All routes that were asked for, sorted, so that two looks can be compared.
  func taken() -> [(route: String, figure: Figure)] {
    figures.withLock { Array($0) }.sorted { $0.key < $1.key }.map { (route: $0.key, figure: $0.value) }
  }
}

extension Meter.Figure {
  fileprivate mutating func add(_ status: Int, _ place: Int, _ time: Int64, _ size: Int) {
    statuses[status, default: 0] &+= 1
    classes[place] &+= 1
    microseconds &+= time
    octets &+= Int64(size)
  }
}

import Foundation
import Synchronization

/// Counts requests and their time by route and status, for Prometheus; keyed by the site map, never by what a caller wrote (DOS-12).
package final class Meter: Sendable {
  private struct Key: Hashable {
    let route: String
    let status: Int
  }

  private struct Figure {
    var count: Int64 = 0
    var time: Duration = .zero
  }

  private let figures = Mutex<[Key: Figure]>([:])

  package init() {}

  package func count(_ route: String, status: Int, took time: Duration) {
    figures.withLock { figures in
      var figure = figures[Key(route: route, status: status), default: Figure()]
      figure.count &+= 1
      figure.time += time
      figures[Key(route: route, status: status)] = figure
    }
  }

  /// The text format of Prometheus, sorted, so that two looks can be compared.
  package func text(listeners: Int) -> String {
    let sorted = figures.withLock { Array($0) }.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
    var lines = ["# TYPE counterfoil_requests_total counter"]
    for (key, figure) in sorted { lines.append("counterfoil_requests_total{\(Self.labels(key))} \(figure.count)") }
    lines.append("# TYPE counterfoil_request_seconds_total counter")
    for (key, figure) in sorted { lines.append("counterfoil_request_seconds_total{\(Self.labels(key))} \(Self.seconds(figure.time))") }
    lines.append("# TYPE counterfoil_event_listeners gauge")
    lines.append("counterfoil_event_listeners \(listeners)")
    lines += Self.process()
    return lines.joined(separator: "\n") + "\n"
  }

  private static func labels(_ key: Key) -> String {
    "route=\"\(key.route)\",status=\"\(key.status)\""
  }

  private static func seconds(_ time: Duration) -> String {
    let (whole, rest) = time.components
    let micros = String(rest / 1_000_000_000_000)
    return "\(whole).\(String(repeating: "0", count: max(0, 6 - micros.utf8.count)))\(micros)"
  }

  /// What the kernel says of this process; nothing where it does not.
  private static func process() -> [String] {
    guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8), let end = stat.lastIndex(of: ")") else { return [] }
    // Fields after the name, which starts at 3: user and system ticks are 14 and 15, resident pages 24 (proc(5)).
    let fields = stat[stat.index(after: end)...].split(separator: " ").map { Int64($0) ?? 0 }
    guard fields.count > 21 else { return [] }
    let ticks = Int64(sysconf(Int32(_SC_CLK_TCK)))
    let used = Duration.milliseconds((fields[11] &+ fields[12]) &* 1000 / max(1, ticks))
    return [
      "# TYPE process_cpu_seconds_total counter", "process_cpu_seconds_total \(seconds(used))",
      "# TYPE process_resident_memory_bytes gauge", "process_resident_memory_bytes \(fields[21] &* Int64(sysconf(Int32(_SC_PAGESIZE))))",
    ]
  }
}

import Domain
import Foundation
import SQLEngine
import Stores
import UseCases

/// Writes figures in the text format of Prometheus (version 0.0.4): a name, its kind, and a line for each of its labels.
struct MetricsText {
  private(set) var text = ""

  /// A figure without labels.
  mutating func line(_ name: String, _ kind: Kind, _ value: String) {
    head(name, kind)
    sample(name, "", value)
  }

  /// A figure for each of several labels.
  mutating func lines(_ name: String, _ kind: Kind, _ samples: [(labels: String, value: String)]) {
    head(name, kind)
    for (labels, value) in samples { sample(name, labels, value) }
  }

  enum Kind: String {
    case counter, gauge, histogram
  }

  mutating func head(_ name: String, _ kind: Kind) {
    text += "# TYPE \(name) \(kind.rawValue)\n"
  }

  mutating func sample(_ name: String, _ labels: String, _ value: String) {
    text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }

  /// Seconds with six digits behind the point.
  static func seconds(microseconds: Int64) -> String {
    let rest = String(microseconds % 1_000_000)
    return "\(microseconds / 1_000_000).\(String(repeating: "0", count: max(0, 6 - rest.utf8.count)))\(rest)"
  }

  /// A label's value, with what would end it escaped.
  static func label(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

extension MetricsText {
  /// How many requests there were, and how long they took, by the routes of the site map.
  mutating func requests(_ meter: Meter) {
    let taken = meter.taken()
    lines(
      "counterfoil_requests_total", .counter,
      taken.flatMap { route, figure in
        figure.statuses.sorted { $0.key < $1.key }.map { ("route=\"\(route)\",status=\"\($0.key)\"", String($0.value)) }
      })
    lines("counterfoil_response_bytes_total", .counter, taken.map { ("route=\"\($0.route)\"", String($0.figure.octets)) })
    head("counterfoil_request_seconds", .histogram)
    for (route, figure) in taken {
      var sum: Int64 = 0
      for (count, bound) in zip(figure.classes, Meter.bounds.map(Self.seconds(microseconds:)) + ["+Inf"]) {
        sum &+= count
        sample("counterfoil_request_seconds_bucket", "route=\"\(route)\",le=\"\(bound)\"", String(sum))
      }
      sample("counterfoil_request_seconds_sum", "route=\"\(route)\"", Self.seconds(microseconds: figure.microseconds))
      sample("counterfoil_request_seconds_count", "route=\"\(route)\"", String(sum))
    }
  }

  /// The writer, the journal and the ways out; where the database could not be asked, that it does not work.
  mutating func shop(_ figures: ShopFigures?) {
    line("counterfoil_database_working", .gauge, figures?.engine.isWorking == true ? "1" : "0")
    guard let figures else { return }
    let writes = figures.engine.writes
    line("counterfoil_transactions_total", .counter, String(writes.requests))
    line("counterfoil_commits_total", .counter, String(writes.batches))
    line("counterfoil_commits_failed_total", .counter, String(writes.failedBatches))
    line("counterfoil_commit_largest_transactions", .gauge, String(writes.largestBatch))
    line("counterfoil_writes_refused_total", .counter, String(writes.refused))
    line("counterfoil_writes_waiting", .gauge, String(figures.engine.waitingWrites))
    line("counterfoil_reads_waiting", .gauge, String(figures.engine.waitingReads))
    line("counterfoil_events_sequence", .counter, String(figures.lastEvent))
    let lanes = figures.lanes.map { (name: "lane=\"\($0.lane)\"", figures: $0) }
    lines("counterfoil_outbox_waiting", .gauge, lanes.map { ($0.name, String($0.figures.waiting)) })
    lines(
      "counterfoil_outbox_oldest_seconds", .gauge,
      lanes.map { lane in
        let age = lane.figures.oldest.map { max(0, figures.at.milliseconds - $0.milliseconds) } ?? 0
        return (lane.name, Self.seconds(microseconds: age * 1000))
      })
    lines("counterfoil_outbox_failed", .gauge, lanes.map { ($0.name, String($0.figures.failed)) })
  }

  /// Which program this is, since when it runs, and what the kernel says of it; nothing where it does not.
  mutating func process(_ monitor: Monitor, _ figures: ShopFigures?) {
    var labels = "version=\"\(Self.label(monitor.build))\""
    if let figures {
      labels += ",schema=\"\(figures.schema)\",engine=\"\(Self.label(figures.engine.version.name))\""
      labels += ",engine_version=\"\(Self.label(figures.engine.version.number))\""
    }
    lines("counterfoil_build_info", .gauge, [(labels, "1")])
    line("counterfoil_uptime_seconds", .gauge, Self.seconds(microseconds: Meter.microseconds(ContinuousClock.now - monitor.started)))
    guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8), let end = stat.lastIndex(of: ")") else { return }
    // Fields after the name, which starts at 3: user and system ticks are 14 and 15, threads 20, resident pages 24 (proc(5)).
    let fields = stat[stat.index(after: end)...].split(separator: " ").map { Int64($0) ?? 0 }
    guard fields.count > 21 else { return }
    let ticks = Int64(sysconf(Int32(_SC_CLK_TCK)))
    line("process_cpu_seconds_total", .counter, Self.seconds(microseconds: (fields[11] &+ fields[12]) &* 1_000_000 / max(1, ticks)))
    line("process_resident_memory_bytes", .gauge, String(fields[21] &* Int64(sysconf(Int32(_SC_PAGESIZE)))))
    line("process_threads", .gauge, String(fields[17]))
  }
}

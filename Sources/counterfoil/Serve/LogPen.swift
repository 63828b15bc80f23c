import Dispatch
import Foundation
import Synchronization

/// Writes the log's lines to standard error. Requests do not wait for whoever reads it: their lines gather and are written in one go, and
/// beyond a megabyte that nobody takes they are counted instead.
final class LogPen: Sendable {
  private struct State {
    var waiting: [UInt8] = []
    var isWriting = false
    var dropped = 0
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "counterfoil.log", qos: .utility)
  private static let room = 1 << 20

  static let standardError = LogPen()

  /// Takes a line and returns at once.
  func add(_ line: [UInt8]) {
    let mustBegin = state.withLock { state -> Bool in
      guard state.waiting.count + line.count <= Self.room else {
        state.dropped += 1
        return false
      }
      state.waiting += line
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if mustBegin { queue.async { self.drain() } }
  }

  /// Takes a line and returns once it is written, with everything before it; for what somebody should know although the process ends now.
  func write(_ line: [UInt8]) {
    state.withLock { $0.waiting += line }
    queue.sync { drain() }
  }

  private func drain() {
    while true {
      let (lines, dropped) = state.withLock { state -> ([UInt8], Int) in
        defer { (state.waiting, state.dropped) = ([], 0) }
        state.isWriting = !state.waiting.isEmpty
        return (state.waiting, state.dropped)
      }
      guard !lines.isEmpty else { return }
      Self.put(lines)
      if dropped > 0 { Self.put(Array("level=warning message=\"Lines were left out.\" lines=\(dropped)\n".utf8)) }
    }
  }

  /// What standard error does not take is lost: there is no other place to tell.
  private static func put(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      let written = bytes[start...].withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      start += written
    }
  }
}

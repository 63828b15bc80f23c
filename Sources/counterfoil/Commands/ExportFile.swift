import Foundation
import Synchronization

/// A file that is written piece by piece and has its name only once it is whole; nobody but its owner may read it.
final class ExportFile: Sendable {
  private let path: String
  private let partial: String
  private let state: Mutex<State>

  private struct State {
    let file: Int32
    var buffer: [UInt8] = []
    var lines: Int64 = 0
  }

  init(_ path: String) throws {
    self.path = path
    partial = path + ".partial"
    unlink(partial)
    let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CommandFailure("\(path) cannot be written: \(String(cString: strerror(errno))).") }
    state = Mutex(State(file: file))
  }

  /// Takes one line with its end.
  func write(_ line: [UInt8]) throws {
    try state.withLock { state in
      state.lines += 1
      state.buffer += line
      if state.buffer.count > 1_048_576 { try flush(&state) }
    }
  }

  /// Makes the file safe and gives it its name; returns how many lines it has.
  func finish() throws -> Int64 {
    try state.withLock { state in
      try flush(&state)
      guard fsync(state.file) == 0, rename(partial, path) == 0 else { throw failure() }
      close(state.file)
      return state.lines
    }
  }

  func abandon() {
    state.withLock { _ = close($0.file) }
    unlink(partial)
  }

  private func flush(_ state: inout State) throws {
    var rest = state.buffer[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(state.file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure() }
      rest = rest.dropFirst(count)
    }
    state.buffer.removeAll(keepingCapacity: true)
  }

  private func failure() -> CommandFailure { CommandFailure("\(path) cannot be written: \(String(cString: strerror(errno))).") }
}

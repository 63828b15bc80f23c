import Foundation

/// What the program says to the person or script that called it.
enum Console {
  /// One line on standard output, at once.
  static func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  /// One line on standard error.
  static func complain(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  /// Whether somebody watches standard error; only then a progress bar is drawn.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  /// Draws how far a long piece of work is, over the line before; nothing where nobody watches.
  static func progress(_ done: Int64, of total: Int64) {
    guard isWatched, total > 0 else { return }
    let width: Int64 = 40
    let filled = min(width, max(0, done.multipliedReportingOverflow(by: width).partialValue / total))
    let bar = String(repeating: "█", count: Int(filled)) + String(repeating: "░", count: Int(width - filled))
    FileHandle.standardError.write(Data("\r\(bar) \(done) of \(total)\(done >= total ? "\n" : "")".utf8))
  }

  /// The first line of standard input: how a secret comes in without showing in the list of processes.
  static func secretFromInput() throws -> String {
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
      throw CommandFailure("Nothing came on standard input.")
    }
    return line
  }
}

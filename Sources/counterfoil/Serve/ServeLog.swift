import Domain
import Logging

/// The server's log: standard error, one line of `name=value` (logfmt) for each thing that somebody should know.
enum ServeLog {
  static func start() -> Logger {
    LoggingSystem.bootstrap { _ in LogfmtHandler() }
    return Logger(label: "counterfoil")
  }

  /// Coming and going of services is not worth a line.
  static func quiet(_ logger: Logger) -> Logger {
    var logger = logger
    logger.logLevel = .error
    return logger
  }
}

/// Says a line of the log as `time=… level=… message="…" name=value`.
struct LogfmtHandler: LogHandler {
  var logLevel: Logger.Level = .info
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = "time=\(Clock.now().text) level=\(event.level) message=\(Self.value(event.message.description))"
    let known = metadata.merging(event.metadata ?? [:]) { $1 }
    for (name, value) in known.sorted(by: { $0.key < $1.key }) { line += " \(name)=\(Self.value(value.description))" }
    LogPen.standardError.write(Array((line + "\n").utf8))
  }

  /// A value as it is where it is one word; else in quotes, on one line.
  static func value(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
    guard !isPlain else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where scalar.value < 32 || scalar.value == 127: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

import Logging

/// The server's log: standard error, one line for each thing that somebody should know.
enum ServeLog {
  static func start() -> Logger {
    LoggingSystem.bootstrap(StreamLogHandler.standardError)
    return Logger(label: "counterfoil")
  }

  /// Coming and going of services is not worth a line.
  static func quiet(_ logger: Logger) -> Logger {
    var logger = logger
    logger.logLevel = .error
    return logger
  }
}

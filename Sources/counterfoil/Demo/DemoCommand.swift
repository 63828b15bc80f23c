import ArgumentParser
import Logging
import UseCases

/// `counterfoil demo`: fills an empty shop, so that somebody can try it at once.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Fill an empty shop with goods, customers, staff, held orders and conversations.")

  @OptionGroup var data: DataOptions

  func run() async throws {
    let place = try data.place()
    let opened = try await OpenData.open(place, logger: QuietLog.logger)
    do {
      let made = try await DemoShop(shop: opened.shop).fill()
      try DataFolder.writePrivately(made.json, to: place.folder.signInPath)
      made.lines.forEach(Console.say)
      Console.say("Written to   \(place.folder.signInPath)")
    } catch {
      await opened.close()
      throw error
    }
    await opened.close()
  }
}

/// The log of commands that say everything themselves.
enum QuietLog {
  static var logger: Logger {
    var logger = Logger(label: "counterfoil") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .warning
    return logger
  }
}

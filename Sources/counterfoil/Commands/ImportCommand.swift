import ArgumentParser
import Foundation

/// `counterfoil import products|customers|orders FILE`
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read products, customers or orders from a CSV file; all of it or nothing.")

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case products, customers, orders
  }

  @OptionGroup var data: DataOptions

  @Argument(help: "What the file holds: products, customers or orders.")
  var kind: Kind

  @Argument(help: "A CSV file in UTF-8.")
  var file: String

  @Option(help: "The currency of imported orders. [COUNTERFOIL_CURRENCY] (default: the shop's)")
  var currency: String?

  @Option(name: .customLong("time-zone"), help: "The zone of the file's times. [COUNTERFOIL_TIME_ZONE] (default: the shop's)")
  var timeZone: String?

  @Option(help: "The id of the location that stock and orders belong to. [COUNTERFOIL_LOCATION] (default: the shop's first)")
  var location: String?

  func run() async throws {
    let caller = ShopCaller(place: try data.place())
    try await caller.call(
      ShopRequest(
        .importFile,
        [
          "kind": kind.rawValue, "text": try content(), "currency": currency ?? Surroundings.value("CURRENCY"),
          "time_zone": timeZone ?? Surroundings.value("TIME_ZONE"), "location": location ?? Surroundings.value("LOCATION"),
        ]))
  }

  /// Most octets of a file to import: 64 MiB.
  private static let longest = 64 * 1024 * 1024

  private func content() throws -> String {
    let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? NSNumber)?.intValue
    guard let size else { throw CommandFailure("\(file) cannot be read.") }
    guard size <= Self.longest else { throw CommandFailure("\(file) is larger than 64 MiB. Cut it into parts.") }
    guard let bytes = FileManager.default.contents(atPath: file) else { throw CommandFailure("\(file) cannot be read.") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure("\(file) is not UTF-8. Save it as CSV in UTF-8, then try again.")
    }
    return text
  }
}

import ArgumentParser

/// `counterfoil staff add` and `counterfoil staff reset`
struct StaffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: "People who work in the shop.", subcommands: [StaffAddCommand.self, StaffResetCommand.self])
}

/// Adds somebody; secrets come on standard input, never in the list of processes.
struct StaffAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Add somebody and print their id.")

  enum PersonRole: String, ExpressibleByArgument, CaseIterable {
    case owner, manager, cashier
  }

  @OptionGroup var data: DataOptions

  @Option(help: "How they are called.")
  var name: String

  @Option(help: "What they may do.")
  var role: PersonRole

  @Option(help: "The address they sign in with.")
  var email: String?

  @Option(help: "The id of the only location they work at.")
  var location: String?

  @Flag(name: .customLong("password-stdin"), help: "Read a password from the first line of standard input.")
  var readsPassword = false

  @Flag(name: .customLong("pin-stdin"), help: "Read a PIN from standard input, from the second line where a password comes too.")
  var readsPIN = false

  func run() async throws {
    let password = readsPassword ? try Console.secretFromInput() : nil
    let pin = readsPIN ? try Console.secretFromInput() : nil
    try await ShopCaller(place: try data.place()).call(
      ShopRequest(
        .addStaff,
        ["name": name, "role": role.rawValue, "email": email, "location": location, "password": password, "pin": pin]))
  }
}

/// Lets somebody in again who lost a password: by a link that works once, or with a new password at once.
struct StaffResetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Make a link with which somebody sets a new password, or set it at once.")

  @OptionGroup var data: DataOptions

  @Option(help: "The address they sign in with.")
  var email: String

  @Flag(name: .customLong("password-stdin"), help: "Read the new password from standard input and set it at once.")
  var readsPassword = false

  func run() async throws {
    let password = readsPassword ? try Console.secretFromInput() : nil
    try await ShopCaller(place: try data.place()).call(ShopRequest(.resetStaff, ["email": email, "password": password]))
  }
}

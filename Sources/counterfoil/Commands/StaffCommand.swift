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

  @Option(help: "How they are called. [COUNTERFOIL_NAME]")
  var name: String?

  @Option(help: "What they may do. [COUNTERFOIL_ROLE]")
  var role: PersonRole?

  @Option(help: "The address they sign in with. [COUNTERFOIL_EMAIL]")
  var email: String?

  @Option(help: "The id of the only location they work at. [COUNTERFOIL_LOCATION]")
  var location: String?

  @Flag(name: .customLong("password-stdin"), help: "Read a password from the first line of standard input.")
  var readsPassword = false

  @Flag(name: .customLong("pin-stdin"), help: "Read a PIN from standard input, from the second line where a password comes too.")
  var readsPIN = false

  func run() async throws {
    guard let name = name ?? Surroundings.value("NAME") else { throw ValidationError("Say how they are called: --name.") }
    guard let role = role?.rawValue ?? Surroundings.value("ROLE") else {
      throw ValidationError("Say what they may do: --role owner, manager or cashier.")
    }
    let password = readsPassword ? try Console.secretFromInput() : nil
    let pin = readsPIN ? try Console.secretFromInput() : nil
    try await ShopCaller(place: try data.place()).call(
      ShopRequest(
        .addStaff,
        [
          "name": name, "role": role, "email": email ?? Surroundings.value("EMAIL"),
          "location": location ?? Surroundings.value("LOCATION"), "password": password, "pin": pin,
        ]))
  }
}

/// Lets somebody in again who lost a password: by a link that works once, or with a new password at once.
struct StaffResetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Make a link with which somebody sets a new password, or set it at once.")

  @OptionGroup var data: DataOptions

  @Option(help: "The address they sign in with. [COUNTERFOIL_EMAIL]")
  var email: String?

  @Flag(name: .customLong("password-stdin"), help: "Read the new password from standard input and set it at once.")
  var readsPassword = false

  func run() async throws {
    guard let email = email ?? Surroundings.value("EMAIL") else { throw ValidationError("Say who it is: --email.") }
    let password = readsPassword ? try Console.secretFromInput() : nil
    try await ShopCaller(place: try data.place()).call(ShopRequest(.resetStaff, ["email": email, "password": password]))
  }
}

import ArgumentParser

/// `counterfoil token create --role R`
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Keys for programs.", subcommands: [TokenCreateCommand.self])
}

/// Prints the new token alone, so that a script can take it.
struct TokenCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "create", abstract: "Make a token and print it, once.")

  enum TokenRole: String, ExpressibleByArgument, CaseIterable {
    case owner, manager, cashier, integration
  }

  @OptionGroup var data: DataOptions

  @Option(help: "What the token may do. [COUNTERFOIL_ROLE]")
  var role: TokenRole?

  @Option(help: "The id of the only location it sees. [COUNTERFOIL_LOCATION]")
  var location: String?

  @Option(help: "What it is called in lists. [COUNTERFOIL_NAME]")
  var name: String?

  func run() async throws {
    guard let role = role?.rawValue ?? Surroundings.value("ROLE") else {
      throw ValidationError("Name the role: --role owner, manager, cashier or integration.")
    }
    try await ShopCaller(place: try data.place()).call(
      ShopRequest(
        .createToken,
        ["role": role, "location": location ?? Surroundings.value("LOCATION"), "name": name ?? Surroundings.value("NAME")]))
  }
}

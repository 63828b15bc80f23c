import ArgumentParser
import Foundation

/// The program: `counterfoil serve` and the commands that look after a shop.
///
/// Exit codes: 0 done, 1 failed, 2 called wrongly (`api.md` §5).
@main
struct Counterfoil: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "counterfoil",
    abstract: "A register, its held orders and its back office, in one program.",
    version: "0.1.0",
    subcommands: [
      ServeCommand.self, DemoCommand.self, ImportCommand.self, ExportCommand.self, TokenCommand.self, StaffCommand.self,
      BackupCommand.self, RestoreCommand.self, MoveCommand.self, DoctorCommand.self,
    ])

  static func main() async {
    // Who stops reading what is said must not end the shop.
    signal(SIGPIPE, SIG_IGN)
    let command: any ParsableCommand
    do {
      command = try parseAsRoot()
    } catch {
      end(explaining: error)
    }
    do {
      try await run(command)
    } catch  where [.success, .validationFailure].contains(exitCode(for: error)) {
      // A request for help, or options that do not go together.
      end(explaining: error)
    } catch {
      Console.complain(Explanation.of(error))
      Glibc.exit(1)
    }
    Glibc.exit(0)
  }

  private static func run(_ command: any ParsableCommand) async throws {
    var command = command
    if var asynchronous = command as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try command.run()
    }
  }

  /// The parser's own words: help on standard output, mistakes on standard error.
  private static func end(explaining error: any Error) -> Never {
    let isAnswer = exitCode(for: error).isSuccess
    let text = fullMessage(for: error)
    if isAnswer { Console.say(text) } else { Console.complain(text) }
    Glibc.exit(isAnswer ? 0 : 2)
  }
}

import Domain
import PostgresEngine
import SQLEngine
import SQLiteEngine
import Secrets
import Web

/// Says an error in a sentence or two that tell what to do.
enum Explanation {
  static func of(_ error: any Error) -> String {
    switch error {
    case let failure as CommandFailure: failure.description
    case let refusal as Refusal: text(refusal)
    case let error as SQLiteOpenError: error.description
    case let error as PostgresOpenError: [error.description, error.advice].compactMap(\.self).joined(separator: " ")
    case let error as MigrationError: text(error)
    case let error as EngineError: text(error)
    case let failure as KeyringFile.Failure: failure.description
    case let missing as SiteFiles.Missing: missing.description
    default: "\(error)"
    }
  }

  private static func text(_ refusal: Refusal) -> String {
    // An import names every row in its own words already.
    if refusal.detail.contains("\n") { return refusal.detail }
    let more = refusal.failures.dropFirst().map { "  \($0.field): \($0.message)" }
    return ([refusal.detail] + more).joined(separator: "\n")
  }

  private static func text(_ error: MigrationError) -> String {
    switch error {
    case .newerSchema(let step):
      "These data were last used by a newer Counterfoil (it has the step \(step)). Use that version; nothing was changed."
    case .changed(let step):
      "The step \(step) of the schema is not the one these data were made with. Use the version that made them; nothing was changed."
    case .misnumbered(let step): "The step \(step) of the schema stands in the wrong place. The program is damaged; install it again."
    case .failed(let name, _, let reason): "The step \(name) of the schema failed and was undone: \(reason)"
    }
  }

  private static func text(_ error: EngineError) -> String {
    switch error {
    case .full: "The disk is full. Make room, then try again."
    case .overloaded: "The shop has too much to do at the moment. Try again."
    case .unavailable(let reason): "The storage failed: \(reason)"
    case .constraint(_, let detail): "The storage refused what would not fit: \(detail)"
    case .statement(let reason): "The storage could not carry out a statement: \(reason)"
    }
  }
}

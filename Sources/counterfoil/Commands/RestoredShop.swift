import Domain
import SQLEngine
import UseCases

/// A shop that an older state was brought back of: it sells, but sends nothing and pursues no payment before somebody lets it.
struct RestoredShop: Sendable {
  let opened: OpenData

  /// Checks everything, forgets again who asked for it since, and holds back what leaves.
  ///
  /// - Returns: how many customers were forgotten again.
  /// - Throws: ``CommandFailure`` when the data are damaged; nothing was changed then.
  func begin(forgetting erased: [ID<Customer>]) async throws -> Int {
    let findings = try await findings()
    guard findings.isEmpty else {
      throw CommandFailure((["This backup is damaged, so it was not restored."] + findings).joined(separator: "\n  "))
    }
    return try await opened.shop.write(by: .system) { work in
      _ = try work.raiseRestoreEpoch()
      return try work.eraseAgain(erased)
    }
  }

  /// The same for data that were brought back by other means, such as PostgreSQL's archive of its log. They can be served already, so what
  /// leaves is held back before anything is looked at, and stays so whatever is found.
  ///
  /// - Throws: ``CommandFailure`` when the data are damaged; they are held back then, and nobody was forgotten.
  func mark(forgetting erased: [ID<Customer>], _ tell: ShopWorker.Teller) async throws {
    _ = try await opened.shop.write(by: .system) { work in try work.raiseRestoreEpoch() }
    let findings = try await findings()
    guard findings.isEmpty else {
      throw CommandFailure((["These data are damaged. What would leave them is held back."] + findings).joined(separator: "\n  "))
    }
    let count = try await opened.shop.write(by: .system) { work in try work.eraseAgain(erased) }
    if count > 0 { await tell(.line("\(count) customers were erased after this state was saved, and are erased here too.")) }
    await tell(.line("The data are sound. \(Self.words)"))
  }

  /// What is wrong with structure, books and seals; empty where nothing is.
  private func findings() async throws -> [String] {
    let damage = try await opened.database.integrityCheck()
    guard damage.isEmpty else { return damage }
    return try await opened.shop.read(by: .system) { work in try work.checkInvariants() } + opened.shop.checkAuditSeals()
  }

  /// Lets everything leave again, also what waited when the state was saved.
  func release(_ tell: ShopWorker.Teller) async throws {
    let wasHeldBack = try await opened.shop.write(by: .system) { work in try work.releaseRestored() }
    await tell(.line(wasHeldBack ? "The shop sends messages and pursues payments again." : "Nothing was held back."))
  }

  static let words =
    "Nothing is sent and no payment is pursued until you have looked at what waits and say `counterfoil restore --release`."
}

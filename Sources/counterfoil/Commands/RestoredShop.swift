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
    let damage = try await opened.database.integrityCheck()
    let broken =
      damage.isEmpty
      ? try await opened.shop.read(by: .system) { work in try work.checkInvariants() } + opened.shop.checkAuditSeals() : []
    guard damage.isEmpty, broken.isEmpty else {
      throw CommandFailure((["This backup is damaged, so it was not restored."] + damage + broken).joined(separator: "\n  "))
    }
    return try await opened.shop.write(by: .system) { work in
      _ = try work.raiseRestoreEpoch()
      return try work.eraseAgain(erased)
    }
  }

  /// The same for data that were brought back by other means, such as PostgreSQL's archive of its log.
  func mark(_ tell: ShopWorker.Teller) async throws {
    _ = try await begin(forgetting: [])
    await tell(.line("The data are sound. \(Self.words)"))
  }

  /// Lets everything leave again, also what waited when the state was saved.
  func release(_ tell: ShopWorker.Teller) async throws {
    let wasHeldBack = try await opened.shop.write(by: .system) { work in try work.releaseRestored() }
    await tell(.line(wasHeldBack ? "The shop sends messages and pursues payments again." : "Nothing was held back."))
  }

  static let words =
    "Nothing is sent and no payment is pursued until you have looked at what waits and say `counterfoil restore --release`."
}

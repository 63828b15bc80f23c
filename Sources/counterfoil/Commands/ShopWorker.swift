import Domain
import Foundation
import SQLEngine
import Stores
import UseCases

/// Carries requests out on open data; the server and the commands use the same.
struct ShopWorker: Sendable {
  typealias Teller = @Sendable (ShopReply) async -> Void

  let opened: OpenData
  /// Known only to a server.
  let address: ShopAddress

  /// Throws what kept the request from being done; then nothing of it was kept.
  func perform(_ request: ShopRequest, tell: @escaping Teller) async throws {
    switch request.verb {
    case .importFile: try await importFile(request, tell)
    case .export: try await export(request, tell)
    case .createToken: try await createToken(request, tell)
    case .addStaff: try await addStaff(request, tell)
    case .resetStaff: try await resetStaff(request, tell)
    case .backup: try await backUp(request, tell)
    case .doctor: try await Doctor(opened: opened).examine(tell)
    case .markRestored: try await markRestored(request, tell)
    case .release: try await RestoredShop(opened: opened).release(tell)
    }
  }

  private var shop: Shop { opened.shop }

  private func requireShop() async throws {
    guard try await opened.database.read({ tx in try tx.settings.find() }) != nil else {
      throw CommandFailure("This shop is not set up yet. Open the link that `counterfoil serve` prints, or run `counterfoil demo`.")
    }
  }

  private func importFile(_ request: ShopRequest, _ tell: @escaping Teller) async throws {
    try await requireShop()
    let (kind, text) = (try request.required("kind"), try request.required("text"))
    let order = OrderImport(
      currency: request["currency"], timeZone: request["time_zone"], locationID: request["location"])
    let summary = try await Progress.told(by: tell) { progress in
      try await shop.write(by: .system) { work in
        switch kind {
        case "products": try work.importProducts(text, at: request["location"], progress: progress)
        case "customers": try work.importCustomers(text, progress: progress)
        case "orders": try work.importOrders(text, order, progress: progress)
        default: throw CommandFailure("\(kind) cannot be imported.")
        }
      }
    }
    for line in summary.lines { await tell(.line(line)) }
  }

  private func export(_ request: ShopRequest, _ tell: @escaping Teller) async throws {
    let path = try request.required("path")
    let file = try ExportFile(path)
    do {
      try await Progress.told(by: tell) { progress in
        try await shop.read(by: .system) { work in
          try work.exportEverything({ line in try file.write(line) }, progress: progress)
        }
      }
      let lines = try file.finish()
      await tell(.line("\(lines) rows were written to \(path)."))
    } catch {
      file.abandon()
      throw error
    }
  }

  private func createToken(_ request: ShopRequest, _ tell: Teller) async throws {
    try await requireShop()
    guard let role = Role(rawValue: try request.required("role")) else {
      throw CommandFailure("A role is owner, manager, cashier or integration.")
    }
    let secret = shop.newTokenSecret()
    _ = try await shop.write(by: .system) { work in
      try work.createToken(
        name: request["name"] ?? "Command line", role: role, locationID: request["location"], expiresAt: nil, secret: secret)
    }
    await tell(.line(secret))
  }

  private func addStaff(_ request: ShopRequest, _ tell: Teller) async throws {
    try await requireShop()
    guard let role = Role(rawValue: try request.required("role")), role.isForPeople else {
      throw CommandFailure("A role is owner, manager or cashier.")
    }
    let draft = StaffDraft(name: try request.required("name"), role: role, email: request["email"], locationID: request["location"])
    let hashed = try await shop.hashed(password: request["password"], pin: request["pin"], by: .system)
    let staff = try await shop.write(by: .system) { work in try work.addStaff(draft, secrets: hashed) }
    await tell(.line(staff.id.text))
  }

  private func resetStaff(_ request: ShopRequest, _ tell: Teller) async throws {
    try await requireShop()
    let email = try request.required("email")
    if let password = request["password"] {
      try await shop.setPassword(email: email, to: password)
      await tell(.line("The password of \(email) was changed, and every session ended."))
      return
    }
    let secret = try await shop.offerReset(email: email)
    await tell(.line("\(address.url ?? "")/reset?secret=\(secret)"))
    await tell(.note("Open this link within an hour\(address.url == nil ? ", behind the shop's address" : ""); it works once."))
  }

  private func markRestored(_ request: ShopRequest, _ tell: @escaping Teller) async throws {
    guard let erased = ErasureList.ids(try request.required("erased")) else {
      throw CommandFailure("The request lacks a list of erasures.")
    }
    try await RestoredShop(opened: opened).mark(forgetting: erased, tell)
  }

  private func backUp(_ request: ShopRequest, _ tell: Teller) async throws {
    let made = try await Backup(of: opened.place).make(in: try request.required("path"), named: "counterfoil")
    await tell(.line(made))
  }
}

import Domain
import Foundation
import Gateways
import Logging
import UseCases
import Web

/// What the environment says about the doors out, and the worker that goes through them.
enum OutboxWiring {
  /// - Throws: for a variable that cannot be what it should be, so that a mistake shows at the start and not when a mail should leave.
  static func read(publicURL: String?) throws -> Outside {
    var doors: [DoorOut: String] = [:]
    for door in DoorOut.allCases {
      let name = door.rawValue.uppercased()
      guard let text = Surroundings.value(name) else { continue }
      // Without the value, which holds a password.
      if let problem = door.problem(with: text) { throw CommandFailure("COUNTERFOIL_\(name) cannot be read. \(problem)") }
      doors[door] = text
    }
    guard let allowed = AllowedAddress.list(Surroundings.value("OUTBOUND_ALLOW") ?? "") else {
      throw CommandFailure("COUNTERFOIL_OUTBOUND_ALLOW is a list of addresses such as 127.0.0.1:9000.")
    }
    let host = publicURL.flatMap { URLComponents(string: $0)?.host?.lowercased() }
    return Outside(doors: doors, allowed: allowed, ownHost: host)
  }

  /// Empties the outbox of a shop; what goes with a message is made when it leaves, from what was frozen.
  static func worker(for shop: Shop, papers: InvoicePapers, logger: Logger) -> OutboxWorker {
    let doors = OutboxDoors(outside: shop.outside) { attachment in
      switch attachment {
      case .invoice(let order, let revision):
        let shown = try await shop.read(by: .system) { try $0.readInvoice(order, revision: revision) }
        let document = papers.document(shown)
        return MailFile(
          name: InvoicePapers.fileName(document), type: "application/pdf", bytes: try await papers.pdf(document))
      }
    }
    return OutboxWorker(shop: shop, doors: doors, logger: logger)
  }
}

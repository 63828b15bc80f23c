import Domain
import SQLEngine
import Secrets
import Stores
import Synchronization
import TestSupport
import UseCases

/// The corner bakery: set up, with Nora its owner and a clock that the test moves. Everything it keeps goes away with it.
final class CornerBakery: Sendable {
  static let ownerEmail = "nora@corner.example"
  static let ownerPassword = "flour water salt time"

  let shop: Shop
  let ownerID: ID<Staff>
  let location: Location
  let register: Register
  private let clock: Clock
  private let place: TestDatabase

  final class Clock: Sendable {
    private let milliseconds = Mutex<Int64>(1_760_000_000_000)

    var now: Instant { milliseconds.withLock { Instant(milliseconds: $0) } }

    func move(seconds: Int64) {
      milliseconds.withLock { $0 += seconds * 1000 }
    }
  }

  /// - Parameter gateways: who takes cards for the bakery; nobody where a test does not say.
  init(on engine: Engine, gateways: [any PaymentGateway] = []) async throws {
    let clock = Clock()
    self.clock = clock
    place = try await TestDatabase(on: engine)
    let shop = Shop(database: place.database, clock: { clock.now }, credentials: .ephemeral(), gateways: { _ in gateways })
    self.shop = shop
    let opening = ShopOpening(
      shopName: "Corner bakery", currency: "EUR", timeZone: "Europe/London", ownerName: "Nora", email: Self.ownerEmail,
      password: Self.ownerPassword, pin: "4711")
    let secret = try await shop.offerSetUp() ?? ""
    let signedIn = try await shop.setUp(secret, opening, peer: nil, replacing: nil)
    ownerID = signedIn.session.staffID
    let place = try await shop.read(by: .system) { try $0.listTills() }
    guard let first = place.first, let till = first.registers.first else { throw Refusal.notFound("register") }
    location = first.location
    register = till
  }

  var database: any ManagedDatabase { place.database }

  var owner: Principal { Principal(kind: .staff(ownerID), role: .owner, name: "Nora") }

  func wait(seconds: Int64) { clock.move(seconds: seconds) }

  /// Adds somebody with a PIN and, if there is an e-mail address, a password.
  func hire(_ name: String, _ role: Role, pin: String? = nil, email: String? = nil, password: String? = nil) async throws -> Staff {
    let secrets = try await shop.hashed(password: password, pin: pin, by: .system)
    let draft = StaffDraft(name: name, role: role, email: email)
    return try await shop.write(by: .system) { try $0.addStaff(draft, secrets: secrets) }
  }

  /// A browser that Nora made the first till.
  func till() async throws -> Device {
    try await shop.enrolDevice(by: owner, location: location.id, register: register.id, replacing: nil).device
  }

  /// What a verb was refused with; nil when it was not.
  func refusal<Value>(_ body: () async throws -> Value) async throws -> Refusal? {
    do {
      _ = try await body()
      return nil
    } catch let refusal as Refusal {
      return refusal
    }
  }
}

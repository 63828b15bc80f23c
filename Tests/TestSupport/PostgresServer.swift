import Foundation
import PostgresEngine
import SQLEngine
import Stores
import Synchronization

/// The server that `COUNTERFOIL_TEST_POSTGRES` names, on which every test gets a database of its own: a copy of one that was migrated
/// once per run.
package enum PostgresServer {
  package static let address = ProcessInfo.processInfo.environment["COUNTERFOIL_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }

  /// Told apart from other runs on the same server, and from those that were ended before they could clear up.
  private static let run = Int32.random(in: 1...Int32.max)
  private static let lock = 0x7E57
  private static let count = Atomic(0)
  private static let standing = Mutex<Set<String>>([])
  private static let turnstile = Turnstile(places: 8)
  private static let clerk = Task {
    let session = PostgresSession(address(of: nil))
    try await session.run("SELECT pg_advisory_lock(\(lock), \(run))")
    try await clearUp(session)
    atexit { PostgresServer.removeAll() }
    return session
  }
  private static let template = Task {
    let name = try await make(from: "template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    let database = try await PostgresDatabase(address: address(of: name), options: .forTests)
    _ = try await Migrations.migrator(for: .postgres).migrate(database)
    await database.close()
    return name
  }

  /// Where a database of the server is.
  package static func address(of name: String?) -> String {
    guard let address, let name, var parts = URLComponents(string: address) else { return address ?? "" }
    parts.path = "/" + name
    return parts.string ?? address
  }

  /// Makes a database with the shop's schema, or an empty one, once less than eight are in use.
  static func borrow(migrated: Bool) async throws -> String {
    await turnstile.enter()
    do {
      return try await make(from: migrated ? template.value : "template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    } catch {
      await turnstile.leave()
      throw error
    }
  }

  static func giveBack(_ name: String) async {
    // One that cannot be dropped now is dropped at the end, or by the next run.
    _ = try? await clerk.value.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    _ = standing.withLock { $0.remove(name) }
    await turnstile.leave()
  }

  private static func make(from template: String) async throws -> String {
    let name = "counterfoil_test_\(run)_\(count.add(1, ordering: .relaxed).newValue)"
    _ = standing.withLock { $0.insert(name) }
    try await clerk.value.run("CREATE DATABASE \(name) TEMPLATE \(template) STRATEGY FILE_COPY")
    return name
  }

  /// Removes what runs left behind that are no more: nobody holds their lock.
  private static func clearUp(_ session: PostgresSession) async throws {
    for row in try await session.run("SELECT datname FROM pg_database WHERE datname LIKE 'counterfoil\\_test\\_%'") {
      guard let name = row[0], let owner = name.split(separator: "_").dropFirst(2).first.flatMap({ Int32($0) }) else { continue }
      guard try await session.run("SELECT pg_try_advisory_lock(\(lock), \(owner))") == [["t"]], owner != run else { continue }
      // Another run may be clearing up as well.
      _ = try? await session.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
      try await session.run("SELECT pg_advisory_unlock(\(lock), \(owner))")
    }
  }

  /// At the end of the process, when nothing waits for tasks any more.
  private static func removeAll() {
    let session = PostgresSession(address(of: nil))
    for name in standing.withLock({ $0 }) { _ = try? session.runAndBlock("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
  }
}

/// Lets so many in at once; the others wait in their order.
private actor Turnstile {
  private var places: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { self.places = places }

  func enter() async {
    guard places == 0 else {
      places -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
  }
}

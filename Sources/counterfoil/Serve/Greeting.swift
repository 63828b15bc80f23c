import Foundation
import JSON
import UseCases

/// What `serve` says once it answers: where, and on an empty shop how to begin.
struct Greeting: Sendable {
  let opened: OpenData
  let publicURL: String?

  /// `address` is the real one, with the port that was taken.
  func say(_ address: String) async {
    refreshSignIn(address)
    Console.say("Counterfoil is ready at \(address)")
    do {
      guard let secret = try await opened.shop.offerSetUp() else { return }
      Console.say("Set up: \(trimmed(publicURL ?? address))/setup?secret=\(secret)")
    } catch {
      Console.complain("The set-up link could not be made: \(Explanation.of(error))")
    }
  }

  /// The demo's note of how to sign in names the address that counts now.
  private func refreshSignIn(_ address: String) {
    let path = opened.place.folder.signInPath
    guard let content = FileManager.default.contents(atPath: path), case .object(var members) = try? JSON.read([UInt8](content)),
      let index = members.firstIndex(where: { $0.key == "url" })
    else { return }
    members[index].value = .string(trimmed(publicURL ?? address))
    do {
      try DataFolder.writePrivately(JSON.object(members).bytes + [UInt8(ascii: "\n")], to: path)
    } catch {
      Console.complain(Explanation.of(error))
    }
  }

  private func trimmed(_ url: String) -> String { url.hasSuffix("/") ? String(url.dropLast()) : url }
}

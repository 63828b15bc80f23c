import Foundation
import JSON
import UseCases

/// What `serve` says once it answers: where, and on an empty shop how to begin.
struct Greeting: Sendable {
  let opened: OpenData
  let publicURL: String?
  let place: ShopAddress

  /// `address` is the real one, with the port that was taken.
  func say(_ address: String) async {
    let url = publicURL ?? Self.visitable(address)
    place.learn(url)
    opened.shop.links.learn(url)
    refreshSignIn()
    Console.say("Counterfoil is ready at \(address)")
    ServiceNotice.ready.send()
    do {
      guard let secret = try await opened.shop.offerSetUp() else { return }
      Console.say("Set up: \(place.url ?? url)/setup?secret=\(secret)")
    } catch {
      Console.complain("The set-up link could not be made: \(Explanation.of(error))")
    }
  }

  /// Whoever listens at every address of the machine is found at this one; browsers hold `0.0.0.0` unsafe and keep no cookie for it.
  private static func visitable(_ address: String) -> String {
    guard var parts = URLComponents(string: address), ["0.0.0.0", "::", "[::]"].contains(parts.host) else { return address }
    parts.host = "localhost"
    return parts.string ?? address
  }

  /// The demo's note of how to sign in names the address that counts now.
  private func refreshSignIn() {
    let path = opened.place.folder.signInPath
    guard let content = FileManager.default.contents(atPath: path), case .object(var members) = try? JSON.read([UInt8](content)),
      let index = members.firstIndex(where: { $0.key == "url" }), let url = place.url
    else { return }
    members[index].value = .string(url)
    do {
      try DataFolder.writePrivately(JSON.object(members).bytes + [UInt8(ascii: "\n")], to: path)
    } catch {
      Console.complain(Explanation.of(error))
    }
  }
}

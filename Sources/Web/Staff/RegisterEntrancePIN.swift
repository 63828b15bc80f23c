import Domain
import UseCases

/// The page of a till that nobody has opened: the names, then the PIN of one of them.
enum RegisterEntrancePIN {
  static func page(
    _ call: Call, _ device: Device, _ session: WebSession?, chosen: ID<Staff>?, problem: Refusal?
  ) async throws -> Reply {
    let people = try await call.shop.operators(at: device)
    let place = try await call.shop.place(of: device)
    let texts = call.site.texts
    var view: [String: View] = [
      "title": .text(texts.say("pin.title")), "register": .text(place.register), "location": .text(place.location),
      "people": .list(people.map { .object(["id": .text($0.id.text), "name": .text($0.name), "initials": .text(initials($0.name))]) }),
      "nobody": .flag(people.isEmpty),
    ]
    if let session, !session.isOperator {
      view["signed_in"] = .object(["open": .text(texts.say("pin.open_as", ["name": session.staffName]))])
    }
    if let chosen, let person = people.first(where: { $0.id == chosen }) {
      view["person"] = .object(["id": .text(person.id.text), "name": .text(person.name), "initials": .text(initials(person.name))])
      view["title"] = .text(texts.say("pin.title_of", ["name": person.name]))
    }
    guard let problem else { return try call.page("staff/pin", view) }
    let isWrong = problem.code == .unauthenticated
    let shown = isWrong ? Refusal(.unauthenticated, texts.say("pin.wrong")) : problem
    return try FormProblem(shown).page(call, "staff/pin", view)
  }

  /// The first letters of the first two words of a name.
  static func initials(_ name: String) -> String {
    name.split(separator: " ").prefix(2).compactMap(\.first).map { String($0).uppercased() }.joined()
  }
}

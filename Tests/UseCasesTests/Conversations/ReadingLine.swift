import Domain
import JSON
import Secrets
import Testing

@testable import UseCases

@Suite struct `Reading LINE` {
  private let body = Array(#"{"destination":"U0a","events":[]}"#.utf8)

  private func heard(_ text: String) throws -> [HeardEvent] {
    try LineReader.events(in: try JSON.read(Array(text.utf8)))
  }

  private func read(_ text: String) throws -> LineEvent? {
    try LineEvent(try JSON.read(Array(text.utf8)), account: "U0a")
  }

  private func message(_ message: String, source: String = #"{"type":"user","userId":"U01"}"#, at: String = "1700000000000") -> String {
    #"{"type":"message","timestamp":\#(at),"source":\#(source),"webhookEventId":"01H","message":\#(message)}"#
  }

  @Test func `what is said to be in the future was when it came`() throws {
    let text = message(#"{"id":"1","type":"text","text":"Hi"}"#, at: "7000000000000")
    let latest = Instant(milliseconds: 1_700_000_000_000)
    #expect(try LineEvent(try JSON.read(Array(text.utf8)), account: "U0a", latest: latest)?.at == latest)
  }

  @Test func `what one of the secrets signed is believed, and nothing else`() {
    let header = LineSignature.sign(body: body, secret: "8c570fa6dd201bb328f1c1eac23a96d8")
    #expect(header == "2+tlqLpoOrokDkQWpdTT3P/4bzZVbIeXsxtpTHYC6Aw=")
    #expect(LineSignature.isValid(header, body: body, secrets: ["new", "8c570fa6dd201bb328f1c1eac23a96d8"]))
    for secrets in [[], [""], ["new"]] { #expect(!LineSignature.isValid(header, body: body, secrets: secrets)) }
    #expect(!LineSignature.isValid(LineSignature.sign(body: body, secret: ""), body: body, secrets: [""]))
    for forged in ["", "=", String(header.dropLast()), " " + header, header + "=", header.lowercased()] {
      #expect(!LineSignature.isValid(forged, body: body, secrets: ["8c570fa6dd201bb328f1c1eac23a96d8"]), "\(forged)")
    }
    #expect(!LineSignature.isValid(header, body: body + [0x20], secrets: ["8c570fa6dd201bb328f1c1eac23a96d8"]))
  }

  @Test func `each event of a batch is known by its own name, or by what it says`() throws {
    #expect(try heard(#"{"destination":"U0a","events":[]}"#).isEmpty)
    let events = try heard(#"{"destination":"U0a","events":[{"type":"follow","webhookEventId":"01H"},{"type":"x"},{"type":"x"},7]}"#)
    #expect(events.map(\.type) == ["follow", "x", "x", "unknown"] && events.allSatisfy { $0.account == "U0a" })
    #expect(events[0].eventID == "01H" && events[1].eventID == events[2].eventID && events[1].eventID != events[3].eventID)
    for wrong in ["[]", "{}", #"{"events":[]}"#, #"{"destination":"","events":[]}"#, #"{"destination":"U0a","events":{}}"#] {
      #expect(throws: Refusal.self, "\(wrong)") { try heard(wrong) }
    }
  }

  @Test func `only what people write to the account counts, and an event that lacks what it is about cannot be read`() throws {
    #expect(try read(message(#"{"id":"1","type":"text","text":"2 L"}"#))?.at == Instant(milliseconds: 1_700_000_000_000))
    #expect(try read(message(#"{"id":"1","type":"text","text":"2 L"}"#, source: #"{"type":"group","groupId":"C","userId":"U01"}"#)) == nil)
    #expect(try read(#"{"type":"accountLink","timestamp":1,"source":{"type":"user","userId":"U01"}}"#) == nil)
    for wrong in [
      message("{}"), message(#"{"id":"","type":"text"}"#), message(#"{"id":"1","type":"text"}"#, at: "1e400"),
      message(#"{"id":"1","type":"text"}"#, at: "-1"), message(#"{"id":"1","type":"text"}"#, source: #"{"type":"user"}"#),
    ] {
      #expect(throws: UnreadableEvent.self, "\(wrong)") { try read(wrong) }
    }
  }

  @Test func `a place is told in words, and what cannot be shown by a sign`() throws {
    let place = LineMessage(
      try JSON.read(Array(#"{"id":"1","type":"location","address":"12 Sukhumvit","latitude":13.7,"longitude":100}"#.utf8)))
    #expect(place?.words == "📍 12 Sukhumvit (13.7, 100)")
    let film = LineMessage(try JSON.read(Array(#"{"id":"1","type":"video"}"#.utf8)))
    #expect(film?.words == "🎬")
  }

  @Test func `an event is tried ten times, with longer and longer waits`() {
    var event = ChannelEvent(
      id: ID(stored: "cev_1"), source: .line, eventID: "01H", type: "message", account: "U0a", contact: nil, body: "{}",
      nextAttemptAt: Instant(milliseconds: 0), receivedAt: Instant(milliseconds: 0))
    var waits: [Int64] = []
    for attempt in 1...10 {
      event.attempts = Int64(attempt)
      guard let next = event.nextTry(at: Instant(milliseconds: 0)) else { break }
      waits.append(next.milliseconds / 1000)
    }
    #expect(waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280])
  }
}

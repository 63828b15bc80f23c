import Domain
import JSON
import Testing
import UseCases

/// What Messenger and Instagram tell, read from the shapes that Meta sends.
struct ReadingMeta {
  private static let at = Instant(milliseconds: 1_763_776_800_123)

  private static func event(
    _ content: String, object: String = "page", from sender: String = "24061", to recipient: String = "10700"
  ) -> MetaEvent? {
    let body = """
      {"object":"\(object)","event":{"sender":{"id":"\(sender)"},"recipient":{"id":"\(recipient)"},"timestamp":1763776800123,\(content)}}
      """
    return (try? JSON.read(Array(body.utf8))).flatMap { MetaEvent($0) }
  }

  private static func message(_ content: String, object: String = "page") -> MetaMessage? {
    guard case .message(let message)? = event(#""message":{"mid":"m_1",\#(content)}"#, object: object)?.kind else { return nil }
    return message
  }

  @Test func `a text is what its sender wrote to the page`() throws {
    let event = try #require(Self.event(#""message":{"mid":"m_AbC-1_2","text":"2 red L <b>+</b> 1 cap 👍"}"#))
    #expect([event.contact.account, event.contact.key] == ["10700", "24061"])
    #expect(event.contact.channel == .facebook && event.at == Self.at)
    guard case .message(let message) = event.kind else { throw Refusal(.malformed, "no message") }
    #expect(message.id == "m_AbC-1_2" && message.text == "2 red L <b>+</b> 1 cap 👍" && message.attachments.isEmpty)
  }

  @Test func `what is said to be in the future was when it came`() throws {
    let body =
      #"{"object":"page","event":{"sender":{"id":"1"},"recipient":{"id":"2"},"timestamp":9999999999999,"read":{"watermark":9999999999999}}}"#
    let event = try #require(MetaEvent(try JSON.read(Array(body.utf8)), latest: Self.at))
    #expect(event.at == Self.at && event.kind == .read(upTo: Self.at, names: []))
  }

  @Test func `a text on Instagram is of that channel, and an answer to a story says so`() throws {
    let event = try #require(Self.event(#""message":{"mid":"aWdf1","text":"Hi"}"#, object: "instagram"))
    #expect(event.contact.channel == .instagram)
    let story = try #require(
      Self.message(#""text":"Still there?","reply_to":{"story":{"url":"https://cdn.example/s","id":"1"}}"#, object: "instagram"))
    #expect(story.isStoryReply && story.text == "Still there?")
    let reply = try #require(Self.message(#""text":"Yes","reply_to":{"mid":"m_0"}"#))
    #expect(!reply.isStoryReply)
  }

  @Test func `pictures, voices and papers name where they are`() throws {
    let message = try #require(
      Self.message(
        """
        "attachments":[{"type":"image","payload":{"url":"https://cdn.example/1.jpg"}},{"type":"audio","payload":{"url":"https://cdn.example/2"}},
        {"type":"file","payload":{"url":"https://cdn.example/3.pdf"}},{"type":"fallback","payload":{"url":"https://a.example/","title":"A"}}]
        """))
    #expect(
      message.attachments == [
        .picture(url: "https://cdn.example/1.jpg"), .file(.audio, url: "https://cdn.example/2"),
        .file(.file, url: "https://cdn.example/3.pdf"),
      ])
  }

  @Test func `a sticker is one sticker, whether told as a picture, as a sticker or as both`() throws {
    let asImage = #"{"type":"image","payload":{"url":"https://cdn.example/t.png","sticker_id":369239263222822}}"#
    let asSticker = #"{"type":"sticker","payload":{"url":"https://cdn.example/t.png","sticker_id":369239263222822}}"#
    for told in [asImage, asSticker, "\(asImage),\(asSticker)"] {
      let message = try #require(Self.message(#""attachments":[\#(told)]"#))
      #expect(message.attachments == [.sticker(id: "369239263222822", url: "https://cdn.example/t.png")], "\(told)")
    }
  }

  @Test func `a shared post is one thing with its title, and a mention in a story is a story`() throws {
    let post = #"{"type":"share","payload":{"title":"Red caps","url":"https://cdn.example/p"}}"#
    let same = #"{"type":"ig_post","payload":{"ig_post_media_id":"18","title":"Red caps","url":"https://cdn.example/p"}}"#
    #expect(try #require(Self.message(#""attachments":[\#(post),\#(same)]"#)).attachments == [.shared(title: "Red caps")])
    let mention = #""attachments":[{"type":"story_mention","payload":{"url":"https://cdn.example/s"}}]"#
    #expect(try #require(Self.message(mention, object: "instagram")).attachments == [.shared(title: nil)])
    let reel = #""attachments":[{"type":"ig_reel","payload":{"url":"https://cdn.example/r","title":"How we bake"}}]"#
    #expect(try #require(Self.message(reel, object: "instagram")).attachments == [.shared(title: "How we bake")])
  }

  @Test func `what cannot be shown is known as that`() throws {
    #expect(try #require(Self.message(#""is_unsupported":true"#, object: "instagram")).attachments == [.other("unsupported")])
    #expect(try #require(Self.message(#""attachments":[{"type":"template","payload":{}}]"#)).attachments == [.other("template")])
    let place = #""attachments":[{"type":"location","payload":{"coordinates":{"lat":13.7563,"long":100.5018}}}]"#
    #expect(try #require(Self.message(place)).attachments == [.place(latitude: "13.7563", longitude: "100.5018")])
  }

  @Test func `an echo is said to the customer, with the mark that the shop wrote on it`() throws {
    let told = #""message":{"mid":"m_2","is_echo":true,"app_id":1517776481860111,"metadata":"cms_01","text":"Your invoice"}"#
    let event = try #require(Self.event(told, from: "10700", to: "24061"))
    #expect([event.contact.account, event.contact.key] == ["10700", "24061"])
    guard case .echo(let message, let mark) = event.kind else { throw Refusal(.malformed, "no echo") }
    #expect(message.text == "Your invoice" && mark == "cms_01")
  }

  @Test func `buttons, marks and what was taken back or changed`() {
    #expect(
      Self.event(#""postback":{"mid":"m_3","title":"Get started","payload":"START"}"#)?.kind == .pressed(id: "m_3", title: "Get started"))
    #expect(
      Self.event(#""postback":{"title":"Menu","payload":"M"}"#)?.kind == .pressed(id: "postback:24061:1763776800123", title: "Menu"))
    #expect(
      Self.event(#""delivery":{"mids":["m_2"],"watermark":1763776800500}"#)?.kind
        == .delivered(upTo: Instant(milliseconds: 1_763_776_800_500), names: ["m_2"]))
    #expect(Self.event(#""read":{"watermark":1763776801000}"#)?.kind == .read(upTo: Instant(milliseconds: 1_763_776_801_000), names: []))
    #expect(Self.event(#""read":{"mid":"aWdf1"}"#, object: "instagram")?.kind == .read(upTo: nil, names: ["aWdf1"]))
    #expect(Self.event(#""message":{"mid":"aWdf1","is_deleted":true}"#, object: "instagram")?.kind == .takenBack("aWdf1"))
    #expect(Self.event(#""message_edit":{"mid":"m_1","text":"3 red L","num_edit":1}"#)?.kind == .edited("m_1", text: "3 red L"))
    #expect(Self.event(#""reaction":{"mid":"m_1","action":"react","reaction":"love"}"#)?.kind == .other)
    #expect(Self.event(#""optin":{"ref":"x"}"#)?.kind == .other)
  }

  @Test(arguments: [
    #"{"object":"user","event":{"sender":{"id":"1"},"recipient":{"id":"2"},"timestamp":1763776800123}}"#,
    #"{"object":"page","event":{"recipient":{"id":"2"},"timestamp":1763776800123,"message":{"mid":"m","text":"x"}}}"#,
    #"{"object":"page","event":{"sender":{"id":"1"},"timestamp":1763776800123,"message":{"mid":"m","text":"x"}}}"#,
    #"{"object":"page","event":{"sender":{"id":""},"recipient":{"id":"2"},"timestamp":1763776800123}}"#,
    #"{"object":"page","event":{"sender":{"id":"1 2"},"recipient":{"id":"2"},"timestamp":1763776800123}}"#,
    #"{"object":"page","event":{"sender":{"id":"1"},"recipient":{"id":"2"},"timestamp":1e12}}"#,
    #"{"object":"page","event":{"sender":{"id":"1"},"recipient":{"id":"2"}}}"#, #"{"object":"page","event":[]}"#, "[]", "{",
  ]) func `what has no sender, no recipient or no time is nothing`(_ body: String) {
    #expect((try? JSON.read(Array(body.utf8))).flatMap { MetaEvent($0) } == nil)
  }

  @Test func `a notice may tell of several people and pages, and each thing has one name`() throws {
    let one = #"{"sender":{"id":"1"},"recipient":{"id":"9"},"timestamp":1763776800123,"message":{"mid":"m_1","text":"a"}}"#
    let two = #"{"sender":{"id":"2"},"recipient":{"id":"8"},"timestamp":1763776800124,"message":{"mid":"m_2","text":"b"}}"#
    let three = #"{"sender":{"id":"3"},"recipient":{"id":"8"},"timestamp":1763776800125,"message":{"mid":"m_3","text":"c"}}"#
    let body =
      #"{"object":"page","entry":[{"id":"9","time":1,"messaging":[\#(one)]},{"id":"8","time":2,"messaging":[\#(two)],"standby":[\#(three)]}]}"#
    let events = try MetaReader.events(in: try JSON.read(Array(body.utf8)))
    #expect(events.compactMap { MetaEvent($0.json)?.contact.key } == ["1", "2", "3"])
    #expect(events.map(\.account) == ["9", "8", "8"] && events.map(\.type) == ["message", "message", "message"])
    #expect(Set(events.map(\.eventID)).count == 3)
    let again = #"{"object":"page","entry":[{"id":"9","time":77,"messaging":[ \#(one) ]}]}"#
    #expect(try MetaReader.events(in: try JSON.read(Array(again.utf8))).map(\.eventID) == [events[0].eventID])
  }

  @Test(arguments: [
    #"{"object":"permissions","entry":[{"id":"1","changes":[]}]}"#, #"{"object":"page","entry":[{"id":"1","changes":[{"field":"feed"}]}]}"#,
    #"{"object":"page","entry":[]}"#,
  ]) func `a notice of something else tells nothing`(_ body: String) throws {
    #expect(try MetaReader.events(in: try JSON.read(Array(body.utf8))).isEmpty)
  }

  @Test(arguments: ["{}", "[]", #"{"object":"page"}"#, #"{"object":"page","entry":{}}"#, #"{"entry":[]}"#])
  func `what is no notice is refused`(_ body: String) throws {
    let json = try JSON.read(Array(body.utf8))
    #expect(throws: Refusal.self) { try MetaReader.events(in: json) }
  }
}

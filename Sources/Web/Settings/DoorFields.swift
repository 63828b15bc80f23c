import Domain
import JSON
import UseCases

extension Fields {
  /// The doors out that the body names; `null` empties one.
  func doorWords() -> [DoorOut: String?] {
    var words: [DoorOut: String?] = [:]
    for door in DoorOut.allCases where has(door.rawValue) {
      guard let word = change(door.rawValue, { $0.text($1, limit: 2000, minimum: 1) }) else { continue }
      words.updateValue(word, forKey: door)
    }
    return words
  }
}

/// The doors out in words: where each comes from and where it leads, never a password.
enum DoorJSON {
  static func write(_ doors: OpenDoors, to json: inout JSONWriter) {
    json.member("email_ready", doors.isEmailReady)
    json.member("sms_ready", doors.isSMSReady)
    json.member("cards_ready", doors.stripe.key != nil)
    json.member("mail_from", doors.mailSender?.text)
    json.member("doors") { list in
      write(.mailServer, doors.mailServer?.shown, doors, to: &list)
      write(.mailSender, doors.mailSender?.text, doors, to: &list)
      write(.smsGateway, doors.smsGateway?.shown, doors, to: &list)
      write(.stripeBase, doors.sources[.stripeBase] == nil ? nil : doors.stripe.base?.text, doors, to: &list)
      write(.stripeKey, nil, doors, to: &list)
      write(.stripeHookSecret, nil, doors, to: &list)
      write(.lineBase, doors.sources[.lineBase] == nil ? nil : doors.line.base?.text, doors, to: &list)
      write(.lineSecret, nil, doors, to: &list)
      write(.lineToken, nil, doors, to: &list)
      write(.graphBase, doors.sources[.graphBase] == nil ? nil : doors.meta.base?.text, doors, to: &list)
      write(.metaAppSecret, nil, doors, to: &list)
      write(.metaVerifyToken, nil, doors, to: &list)
      write(.metaPageToken, nil, doors, to: &list)
    }
  }

  private static func write(_ door: DoorOut, _ shown: String?, _ doors: OpenDoors, to json: inout JSONWriter) {
    json.member(.given(door.rawValue)) {
      $0.member("set", doors.sources[door] != nil)
      $0.member("source", doors.sources[door]?.rawValue)
      $0.member("shown", shown)
    }
  }
}

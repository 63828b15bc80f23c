package import Domain

/// What the operator of the machine decided about the doors out, by the environment; it beats the settings.
package struct Outside: Sendable {
  /// The doors that the environment names.
  package let doors: [DoorOut: String]
  /// Addresses that calls may go to although they are not public.
  package let allowed: [AllowedAddress]
  /// The host name under which the shop itself is found, where one was given.
  package let ownHost: String?

  package init(doors: [DoorOut: String] = [:], allowed: [AllowedAddress] = [], ownHost: String? = nil) {
    self.doors = doors
    self.allowed = allowed
    self.ownHost = ownHost
  }
}

/// The doors as they stand: from the environment, else from the settings.
package struct OpenDoors: Sendable {
  package enum Source: String, Sendable {
    case environment, settings
  }

  package let sources: [DoorOut: Source]
  package let mailServer: MailServer?
  package let mailSender: MailSender?
  package let smsGateway: SMSGateway?
  package let stripe: StripeDoor
  package let line: LineDoor
  package let meta: MetaDoor

  init(environment: [DoorOut: String], settings: [DoorOut: String]) {
    var sources: [DoorOut: Source] = [:]
    for door in settings.keys { sources[door] = .settings }
    for door in environment.keys { sources[door] = .environment }
    self.sources = sources
    let texts = settings.merging(environment) { _, environment in environment }
    mailServer = texts[.mailServer].flatMap(MailServer.init)
    // Many servers take mail only from the address one signs in with.
    mailSender = (texts[.mailSender] ?? mailServer?.user).flatMap(MailSender.init)
    smsGateway = texts[.smsGateway].flatMap(SMSGateway.init)
    stripe = StripeDoor(environment: environment, settings: settings)
    line = LineDoor(environment: environment, settings: settings)
    meta = MetaDoor(environment: environment, settings: settings)
  }

  package var isEmailReady: Bool { mailServer != nil && mailSender != nil }
  package var isSMSReady: Bool { smsGateway != nil }

  package func isReady(_ lane: Message.Lane) -> Bool {
    switch lane {
    case .email: isEmailReady
    case .sms: isSMSReady
    case .conversation(.line): line.isReady
    case .conversation(.facebook), .conversation(.instagram): meta.isReady
    case .conversation(.webChat), .conversation(.api): true
    }
  }
}

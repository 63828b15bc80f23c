import Domain

/// The register itself, once somebody has opened the till.
enum RegisterAppPage {
  static func show(_ call: Call, session: WebSession, device: Device) async throws -> Reply {
    Reply.text("")
  }
}

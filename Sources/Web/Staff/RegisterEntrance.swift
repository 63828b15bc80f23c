import Domain
import UseCases

/// `/register` until the till is open: make this browser a till, say who you are, type the PIN.
enum RegisterEntrance {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/register", show, query: ["staff"])
    pages.get("/register/device", chooseTill)
    pages.post("/register/device", enrol)
    pages.post("/register/device/remove", revoke)
    pages.post("/register/pin", enterPIN)
    pages.post("/register/open", openAsSignedIn)
    pages.post("/register/lock", lock)
  }

  private static func show(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let chosen = query.id("staff", of: Staff.self)
    try query.finish()
    let session = try await call.browserSession()
    guard let device = try await call.browserDevice() else {
      return session == nil ? Reply.seeOther("/login?next=/register") : try await choosing(call, session)
    }
    if let session, session.deviceID == device.id { return try await RegisterAppPage.show(call, session: session, device: device) }
    return try await RegisterEntrancePIN.page(call, device, session, chosen: chosen, problem: nil)
  }

  /// The way to another till, for who may.
  private static func chooseTill(_ call: Call) async throws -> Reply {
    let session = try await call.browserSession()
    guard let session else { return Reply.seeOther("/login?next=/register/device") }
    return try await choosing(call, session)
  }

  private static func choosing(_ call: Call, _ session: WebSession?) async throws -> Reply {
    let texts = call.site.texts
    guard let session, session.principal.may(.enrolDevice) else {
      return try call.page("staff/no-till", ["title": .text(texts.say("till.none")), "name": .text(session?.staffName ?? "")])
    }
    let (places, devices) = try await call.shop.read(by: session.principal) { (try $0.listTills(), try $0.listDevices()) }
    let own = try await call.browserDevice()?.id
    return try call.page(
      "staff/choose-till",
      [
        "title": .text(texts.say("till.choose")), "places": .list(places.map(Self.view)),
        "enrolled": .flag(!devices.isEmpty), "devices": .list(devices.map { Self.view($0, isOwn: $0.id == own, texts) }),
      ])
  }

  private static func view(_ place: TillPlace) -> View {
    .object([
      "name": .text(place.location.name), "location_id": .text(place.location.id.text),
      "tills": .list(place.registers.map { .object(["register_id": .text($0.id.text), "name": .text($0.name)]) }),
    ])
  }

  private static func view(_ device: EnrolledDevice, isOwn: Bool, _ texts: Texts) -> View {
    let day = String(device.enrolledAt.text.prefix(10))
    return .object([
      "device_id": .text(device.id.text), "name": .text("\(device.register) · \(device.location)"), "own": .flag(isOwn),
      "since": .text(texts.say("till.enrolled_by", ["name": device.enrolledBy, "day": day])),
      "remove": .text(texts.say("till.remove_of", ["name": device.register, "day": day])),
    ])
  }

  private static func enrol(_ call: Call) async throws -> Reply {
    let form = try call.trustedForm()
    guard let session = try await call.browserSession() else { throw Refusal.unauthenticated }
    // One button carries both: the till, and the place it stands at.
    let ids = (form["till"] ?? "").split(separator: ".", maxSplits: 1).map(String.init)
    guard ids.count == 2, let location = ID<Location>(ids[0]), let register = ID<Register>(ids[1]) else {
      throw Refusal.notFound("register")
    }
    let enrolment = try await call.shop.enrolDevice(
      by: session.principal, location: location, register: register, replacing: call.cookie(.device))
    return Reply.seeOther(NextPage.till)
      .settingCookie(.device, enrolment.secret, seconds: Device.cookieSeconds)
  }

  private static func revoke(_ call: Call) async throws -> Reply {
    let form = try call.trustedForm()
    guard let session = try await call.browserSession() else { throw Refusal.unauthenticated }
    guard let id = form["device"].flatMap(ID<Device>.init) else { throw Refusal.notFound("device") }
    try await call.shop.revokeDevice(id, by: session.principal)
    return Reply.seeOther("/register/device")
  }

  private static func enterPIN(_ call: Call) async throws -> Reply {
    let form = try call.trustedForm()
    guard let device = try await call.browserDevice() else { throw Refusal.unauthenticated }
    guard let staffID = form["staff"].flatMap(ID<Staff>.init) else { return Reply.seeOther(NextPage.till) }
    do {
      let signedIn = try await call.shop.enterPIN(
        form["pin"] ?? "", staffID: staffID, at: device, replacing: call.cookie(.session))
      return Reply.seeOther(NextPage.till).signingIn(signedIn)
    } catch let refusal as Refusal {
      let session = try await call.browserSession()
      return try await RegisterEntrancePIN.page(call, device, session, chosen: staffID, problem: refusal)
    }
  }

  /// Who signed in with a password, which is more than a PIN, may sell at once.
  private static func openAsSignedIn(_ call: Call) async throws -> Reply {
    _ = try call.trustedForm()
    guard let device = try await call.browserDevice(), let cookie = call.cookie(.session), let session = try await call.browserSession()
    else { throw Refusal.unauthenticated }
    let signedIn = try await call.shop.openTill(as: session, at: device, replacing: cookie)
    return Reply.seeOther(NextPage.till).signingIn(signedIn)
  }

  /// Back to the names; what is in the cart stays in the cart.
  private static func lock(_ call: Call) async throws -> Reply {
    _ = try call.trustedForm()
    if let cookie = call.cookie(.session) { try await call.shop.signOut(cookie) }
    return Reply.seeOther(NextPage.till).removingCookie(.session)
  }
}

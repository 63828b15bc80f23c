import Domain
import JSON
import UseCases

/// The browsers that are tills: who looks after registers sees them and ends one that was lost.
enum DeviceAPI {
  static func routes(_ api: inout RouteGroup) {
    api.get("/devices", list)
    api.delete("/devices/{id}", revoke)
  }

  private static func list(_ call: Call) async throws -> Reply {
    let devices = try await call.read { try $0.listDevices() }
    return Reply.json { json in
      json.object {
        $0.member("data", array: devices) { writer, device in
          writer.object {
            $0.member("id", device.id.text)
            $0.member("register_name", device.register)
            $0.member("location_name", device.location)
            $0.member("enrolled_by", device.enrolledBy)
            $0.member("enrolled_at", device.enrolledAt.text)
          }
        }
        $0.member("next_cursor", nil as String?)
      }
    }
  }

  /// Ends the device and every session at it, from the next request on.
  private static func revoke(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Device.self)
    try call.noFields()
    let reply = try await call.write({ try $0.revokeDevice(id) }, answer: { Reply.done })
    call.shop.credentials.forgetVerified()
    return reply
  }
}

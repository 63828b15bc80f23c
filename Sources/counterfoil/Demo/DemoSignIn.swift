import JSON

/// How people and tests get into a demo shop.
struct DemoSignIn: Sendable {
  struct Person: Sendable {
    let name: String
    let pin: String
  }

  let url: String
  let owner: (email: String, password: String)
  let manager: (name: String, email: String, pin: String)
  let cashiers: [Person]
  let locationID: String
  let registers: [(id: String, name: String)]
  let token: String

  /// The content of `demo-sign-in.json`.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("url", url)
      writer.member(
        "owner",
        object: { writer in
          writer.member("email", owner.email)
          writer.member("password", owner.password)
        })
      writer.member("cashiers", array: cashiers) { writer, cashier in
        writer.object { writer in
          writer.member("name", cashier.name)
          writer.member("pin", cashier.pin)
        }
      }
      writer.member(
        "manager",
        object: { writer in
          writer.member("name", manager.name)
          writer.member("email", manager.email)
          writer.member("pin", manager.pin)
        })
      writer.member("location_id", locationID)
      writer.member("registers", array: registers) { writer, register in
        writer.object { writer in
          writer.member("id", register.id)
          writer.member("name", register.name)
        }
      }
      writer.member("token", token)
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// The same for a person.
  var lines: [String] {
    ["Owner        \(owner.email) with password \(owner.password)"]
      + cashiers.map { "Cashier      \($0.name) with PIN \($0.pin)" }
      + ["Manager      \(manager.name) with PIN \(manager.pin)", "API token    \(token)"]
      + registers.map { "Register     \($0.name) \($0.id)" }
  }
}

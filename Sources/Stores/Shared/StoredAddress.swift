import Domain
import JSON
import SQLEngine

/// Addresses as JSON text, with their identity where they have one.
enum StoredAddress {
  static func write(_ address: Address, to writer: inout JSONWriter) {
    writer.object {
      $0.member("id", address.id?.text)
      $0.member("name", address.name)
      $0.member("company", address.company)
      $0.member("line1", address.line1)
      $0.member("line2", address.line2)
      $0.member("city", address.city)
      $0.member("region", address.region)
      $0.member("postal_code", address.postalCode)
      $0.member("country", address.country)
      $0.member("phone", address.phone)
    }
  }

  static func text(_ address: Address?) -> String? {
    address.map { address in StoredList.write { write(address, to: &$0) } }
  }

  static func text(_ addresses: [Address]) -> String {
    addresses.isEmpty ? "[]" : StoredList.write { $0.array(addresses) { write($1, to: &$0) } }
  }

  static func address(_ text: String) throws -> Address {
    try address(JSON.read(Array(text.utf8)))
  }

  static func addresses(_ text: String) throws -> [Address] {
    try StoredList.elements(text).map(address)
  }

  private static func address(_ json: JSON) throws -> Address {
    func text(_ key: String) -> String? { StoredList.stringOrNil(json, key) }
    return Address(
      id: text("id").map(ID.init(stored:)), name: text("name"), company: text("company"), line1: text("line1"), line2: text("line2"),
      city: text("city"), region: text("region"), postalCode: text("postal_code"), country: text("country"), phone: text("phone"))
  }
}

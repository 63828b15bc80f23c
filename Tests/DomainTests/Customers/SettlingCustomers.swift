import Domain
import Testing

@Suite("Settling a customer")
struct SettlingCustomers {
  private func customer() -> Customer {
    Customer(id: ID(stored: "cus_1"), createdAt: Instant(milliseconds: 0))
  }

  @Test(arguments: ["nora@corner.example", "n@a", "żółw@łódź.pl"]) func `an address that can be written to is kept`(_ email: String) throws
  {
    var nora = customer()
    nora.email = email
    try nora.settle()
    #expect(nora.email == email)
  }

  @Test(arguments: ["nora", "@a", "a@", "a@b@c", "a b@c", "a@b\r\nBcc: x", "a@b,c@d", "a@b\u{200B}"])
  func `one that cannot is refused`(_ email: String) {
    var nora = customer()
    nora.email = email
    #expect(throws: Refusal.self) { try nora.settle() }
  }

  @Test func `tags typed twice are one`() throws {
    var nora = customer()
    nora.tags = ["caf\u{E9}", " cafe\u{301} ", "vip"]
    try nora.settle()
    #expect(nora.tags == ["caf\u{E9}", "vip"])
  }

  @Test func `a default address is one of the customer's own`() {
    var nora = customer()
    nora.defaultBillingAddressID = ID(stored: "adr_9")
    #expect(throws: Refusal.self) { try nora.settle() }
  }
}

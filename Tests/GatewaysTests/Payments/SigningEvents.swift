import Secrets
import Testing

@Suite struct `Signing events` {
  private let body = Array(#"{"id":"evt_1"}"#.utf8)
  private let now: Int64 = 1_790_000_000

  private func isValid(_ header: String, body: [UInt8]? = nil, secrets: [String] = ["whsec_a"], at moment: Int64? = nil) -> Bool {
    StripeSignature.isValid(header, body: body ?? self.body, secrets: secrets, now: moment ?? now)
  }

  @Test func `what one of the secrets signed is believed, for five minutes either way`() {
    let header = StripeSignature.sign(body: body, secret: "whsec_a", at: now)
    #expect(header == "t=1790000000,v1=fdb5e0c1b3489ed65eabe95aa3b36a0c4285fb53cc1436f964fe85904b3db879")
    #expect(isValid(header) && isValid(header, secrets: ["whsec_new", "whsec_a"]))
    #expect(isValid(header, at: now + 300) && isValid(header, at: now - 300))
    #expect(!isValid(header, at: now + 301) && !isValid(header, at: now - 301))
    let other = StripeSignature.sign(body: body, secret: "whsec_old", at: now).dropFirst("t=1790000000,".count)
    #expect(isValid("\(header),\(other)") && isValid("t=1790000000,\(other),\(header.dropFirst("t=1790000000,".count)),v0=00"))
  }

  @Test func `nothing else is`() {
    let header = StripeSignature.sign(body: body, secret: "whsec_a", at: now)
    let proof = header.dropFirst("t=1790000000,".count)
    #expect(!isValid(header, secrets: []) && !isValid(header, secrets: ["whsec_b"]))
    #expect(!isValid(StripeSignature.sign(body: body, secret: "", at: now), secrets: [""]))
    #expect(!isValid(header, body: body + [0x20]) && !isValid(header, body: []))
    for forged in [
      "", "t=1790000000", "\(proof)", "t=1790000000,v1=", "t=1790000000,t=1790000000,\(proof)", "t=1790000001,\(proof)", "t=-1,\(proof)",
      "t=+1790000000,\(proof)", "t=1790000000.0,\(proof)", "t=01790000000,\(proof)", "t=9223372036854775808,\(proof)", "t=1e9,\(proof)",
      "t=1790000000;\(proof)", "t=1790000000,v0=\(proof.dropFirst(3))", "t=1790000000,\(proof.dropLast(2))", "t=,\(proof)",
      "t=١٧٩٠٠٠٠٠٠٠,\(proof)", header + "," + String(repeating: "v1=00,", count: 400),
    ] { #expect(!isValid(forged), "\(forged.prefix(80))") }
  }
}

import Secrets
import Testing

@Suite struct `Signing what Meta tells` {
  private let body = Array(#"{"object":"page","entry":[]}"#.utf8)

  @Test func `what one of the secrets signed is believed`() {
    // Made with: printf '{"object":"page","entry":[]}' | openssl dgst -sha256 -hmac app-secret
    let header = MetaSignature.sign(body: body, secret: "app-secret")
    #expect(header == "sha256=e6e9d7a842a48e17f43a34d6125d0d933e2aab92ee37f0993a4d493b50e3d438")
    #expect(MetaSignature.isValid(header, body: body, secrets: ["app-secret"]))
    #expect(MetaSignature.isValid(header, body: body, secrets: ["new-secret", "app-secret"]))
    #expect(MetaSignature.isValid("sha256=" + header.dropFirst(7).uppercased(), body: body, secrets: ["app-secret"]))
  }

  @Test func `nothing else is`() {
    let header = MetaSignature.sign(body: body, secret: "app-secret")
    #expect(!MetaSignature.isValid(header, body: body, secrets: []))
    #expect(!MetaSignature.isValid(header, body: body, secrets: ["other"]))
    #expect(!MetaSignature.isValid(MetaSignature.sign(body: body, secret: ""), body: body, secrets: [""]))
    #expect(!MetaSignature.isValid(header, body: body + [0x20], secrets: ["app-secret"]))
    let proof = header.dropFirst(7)
    for forged in [
      "", "sha256=", "sha1=\(proof)", "\(proof)", "sha256=\(proof.dropLast(2))", "sha256=\(proof)00", "SHA256=\(proof)",
      "sha256 = \(proof)",
      "sha256=\(proof),sha256=\(proof)", "sha256=" + String(repeating: "0", count: 64), "sha256=" + String(repeating: "z", count: 64),
    ] { #expect(!MetaSignature.isValid(forged, body: body, secrets: ["app-secret"]), "\(forged)") }
  }
}

import Domain
import Gateways
import Testing

@Suite struct ReachingOnlyThePublicInternet {
  @Test(arguments: [
    "127.0.0.1", "127.255.0.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "198.18.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fc00::1", "fd12::1", "fe80::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "2001::1", "::127.0.0.1", "::ffff:a00:1",
  ])
  func `an address inside is not reached`(_ text: String) throws {
    let address = try #require(NetworkAddress(text))
    #expect(!OutboundPolicy(allowed: []).allows(address, port: 443))
  }

  @Test(arguments: ["93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808"])
  func `an address of the public internet is`(_ text: String) throws {
    let address = try #require(NetworkAddress(text))
    #expect(OutboundPolicy(allowed: []).allows(address, port: 443))
  }

  @Test(arguments: [
    "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "127.0.0.01", "1.2.3", "①②⑦.0.0.1", "::1%lo", "1::2::3", "12345::", "",
  ])
  func `only the usual spelling is an address`(_ text: String) {
    #expect(NetworkAddress(text) == nil)
  }

  @Test func `what the operator names is reached, and its neighbour is not`() throws {
    let policy = OutboundPolicy(allowed: try #require(AllowedAddress.list("127.0.0.1:9000, [::1]:9001 127.0.0.2")))
    let (home, next) = (try #require(NetworkAddress("127.0.0.1")), try #require(NetworkAddress("127.0.0.2")))
    #expect(policy.allows(home, port: 9000))
    #expect(!policy.allows(home, port: 9001))
    #expect(policy.allows(try #require(NetworkAddress("::1")), port: 9001))
    #expect(policy.allows(next, port: 80))
    let block = OutboundPolicy(allowed: try #require(AllowedAddress.list("127.0.0.0/9;http://localhost:80/")))
    let (beyond, six) = (try #require(NetworkAddress("127.128.0.1")), try #require(NetworkAddress("::1")))
    #expect(block.allows(home, port: 1) && !block.allows(beyond, port: 1))
    #expect(block.allows(six, port: 80) && !block.allows(six, port: 81))
    #expect(AllowedAddress.list("127.0.0.0/33") == nil)
    #expect(AllowedAddress.list("127.0.0.1:0") == nil && AllowedAddress.list("here") == nil)
  }
}

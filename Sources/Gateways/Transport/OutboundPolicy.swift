import CCurl
package import Domain
import Glibc

/// Where a call from this shop may go: decided on the address that is connected to, whatever name led there (WHO-01, WHO-03).
package struct OutboundPolicy: Sendable {
  /// Addresses that may be reached although they are not public, also over plain http; from `COUNTERFOIL_OUTBOUND_ALLOW`.
  package let allowed: [AllowedAddress]
  /// For a door that the environment names: the operator of the machine means that very address.
  package let trustsAll: Bool

  package init(allowed: [AllowedAddress], trustsAll: Bool = false) {
    self.allowed = allowed
    self.trustsAll = trustsAll
  }

  package var trusting: OutboundPolicy { OutboundPolicy(allowed: allowed, trustsAll: true) }

  /// Whether a connection to this address may be made.
  package func allows(_ address: NetworkAddress, port: Int) -> Bool {
    trustsAll || isExempt(address, port: port) || (address.isPublic && !OwnAddresses.contain(address))
  }

  /// Whether the operator named this address.
  package func isExempt(_ address: NetworkAddress, port: Int) -> Bool {
    allowed.contains { $0.covers(address, port: port) }
  }
}

/// The addresses of this machine's own interfaces, public ones too: the shop must not be made to call itself.
private enum OwnAddresses {
  static func contain(_ address: NetworkAddress) -> Bool {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return false }
    defer { freeifaddrs(first) }
    var next = first
    while let entry = next {
      if let raw = entry.pointee.ifa_addr, SocketAddress.read(UnsafeRawPointer(raw))?.address == address { return true }
      next = entry.pointee.ifa_next
    }
    return false
  }
}

/// Reads the socket addresses of the system.
enum SocketAddress {
  /// Nil for anything but IPv4 and IPv6.
  static func read(_ raw: UnsafeRawPointer) -> (address: NetworkAddress, port: Int)? {
    switch Int32(raw.assumingMemoryBound(to: sockaddr.self).pointee.sa_family) {
    case AF_INET:
      let address = raw.loadUnaligned(as: sockaddr_in.self)
      let octets = withUnsafeBytes(of: address.sin_addr) { Array($0) }
      return NetworkAddress(octets: octets).map { ($0, Int(UInt16(bigEndian: address.sin_port))) }
    case AF_INET6:
      let address = raw.loadUnaligned(as: sockaddr_in6.self)
      let octets = withUnsafeBytes(of: address.sin6_addr) { Array($0) }
      return NetworkAddress(octets: octets).map { ($0, Int(UInt16(bigEndian: address.sin6_port))) }
    default: return nil
    }
  }
}

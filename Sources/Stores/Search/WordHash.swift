/// Tells words apart by 64 bits (FNV-1a): two that are taken up together and share a hash would be one word, and to keep every word itself would
/// cost more than to write it.
enum WordHash {
  static func of(_ octets: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for octet in octets { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01b3 }
    return hash
  }
}

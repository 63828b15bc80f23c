import CZlib

/// Compresses what is sent often and made once: style sheets, scripts, the catalogue (RFC 1952, through zlib).
package enum Gzip {
  /// Asks zlib for a gzip header in place of its own.
  private static let windowBits: Int32 = 15 + 16

  /// The bytes in gzip's form; nil where zlib has no memory left, and the caller sends them as they are.
  package static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    let structure = Int32(truncatingIfNeeded: MemoryLayout<z_stream>.size)
    guard
      let length = UInt32(exactly: bytes.count),
      deflateInit2_(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, windowBits, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY, ZLIB_VERSION, structure) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    let room = deflateBound(&stream, UInt(length))
    guard let most = UInt32(exactly: room) else { return nil }
    var isWhole = false
    let packed = [UInt8](unsafeUninitializedCapacity: Int(most)) { target, count in
      bytes.withUnsafeBufferPointer { source in
        // zlib only reads from it; its C declaration does not say so.
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = length
        stream.next_out = target.baseAddress
        stream.avail_out = most
        isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
      }
      count = Int(most - stream.avail_out)
    }
    return isWhole ? packed : nil
  }
}

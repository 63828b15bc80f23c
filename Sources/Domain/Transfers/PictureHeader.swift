/// What a picture says of itself before anything of it is decoded: how large it is, how it was held, and how much memory it would take.
package struct PictureHeader: Sendable, Equatable {
  package let kind: UploadKind
  package let width: Int
  package let height: Int
  /// 1 to 8 as in EXIF.
  package let orientation: Int
  /// Octets that decoding keeps at once, beside single rows: the whole picture for what is not stored from top to bottom.
  package let heldOctets: Int

  /// Most pixels and the longest side of a picture that is decoded, and most memory for it (UPL-04).
  package static let pixelLimit = 40_000_000
  package static let sideLimit = 16_384
  package static let heldLimit = 48 * 1024 * 1024

  /// - Throws: `validationFailed` for a header that is broken, and for more pixels or memory than are decoded.
  package init(_ bytes: [UInt8], _ kind: UploadKind, field: String) throws(Refusal) {
    let read: PictureHeader? =
      switch kind {
      case .jpeg: JPEGHeader.read(bytes)
      case .png: Self.png(bytes)
      case .webp: Self.webp(bytes)
      case .pdf, .heic, .other: nil
      }
    guard let read, read.width > 0, read.height > 0 else {
      throw .invalid(field, "unreadable", "This picture cannot be read. Take a new photo or screenshot and send that.")
    }
    guard read.width <= Self.sideLimit, read.height <= Self.sideLimit, read.width * read.height <= Self.pixelLimit,
      read.heldOctets <= Self.heldLimit
    else {
      throw .invalid(field, "too_many_pixels", "This picture has too many pixels. Send a smaller one, such as a screenshot.")
    }
    self = read
  }

  init(kind: UploadKind, width: Int, height: Int, orientation: Int = 1, heldOctets: Int) {
    self.kind = kind
    self.width = width
    self.height = height
    self.orientation = orientation
    self.heldOctets = heldOctets
  }

  /// `IHDR` is the first chunk of every PNG.
  private static func png(_ bytes: [UInt8]) -> PictureHeader? {
    let octets = Octets(bytes)
    guard octets.big(8, 4) == 13, octets.matches("IHDR", at: 12), let width = octets.big(16, 4), let height = octets.big(20, 4),
      let interlace = octets.big(28, 1), interlace < 2, width <= Int(Int32.max), height <= Int(Int32.max)
    else { return nil }
    // Far beyond any limit, and without a product that leaves the range.
    let pixels = width > 1 << 20 || height > 1 << 20 ? Int(Int32.max) : width * height
    return PictureHeader(kind: .png, width: width, height: height, heldOctets: interlace == 1 ? pixels * 4 : 0)
  }

  /// The plain lossy form is decoded by rows; the lossless and the extended one (which may be moving) are held whole.
  private static func webp(_ bytes: [UInt8]) -> PictureHeader? {
    let octets = Octets(bytes)
    if octets.matches("VP8 ", at: 12) {
      guard octets.big(23, 3) == 0x9D012A, let width = octets.little(26, 2), let height = octets.little(28, 2) else { return nil }
      return PictureHeader(kind: .webp, width: width & 0x3FFF, height: height & 0x3FFF, heldOctets: 0)
    }
    if octets.matches("VP8L", at: 12) {
      guard octets.big(20, 1) == 0x2F, let sizes = octets.little(21, 4) else { return nil }
      return whole(width: (sizes & 0x3FFF) + 1, height: (sizes >> 14 & 0x3FFF) + 1)
    }
    guard octets.matches("VP8X", at: 12), let flags = octets.big(20, 1), flags & 0x02 == 0, let width = octets.little(24, 3),
      let height = octets.little(27, 3)
    else { return nil }
    return whole(width: width + 1, height: height + 1)
  }

  private static func whole(width: Int, height: Int) -> PictureHeader {
    PictureHeader(kind: .webp, width: width, height: height, heldOctets: width * height * 4)
  }
}

/// Numbers in a file, nil beyond its end.
struct Octets {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Up to four octets, the highest first.
  func big(_ start: Int, _ count: Int) -> Int? {
    guard start >= 0, count <= 4, start <= bytes.count - count else { return nil }
    return bytes[start..<(start + count)].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Up to four octets, the lowest first.
  func little(_ start: Int, _ count: Int) -> Int? {
    guard start >= 0, count <= 4, start <= bytes.count - count else { return nil }
    return bytes[start..<(start + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  func matches(_ text: String, at start: Int) -> Bool {
    let mark = text.utf8
    return start <= bytes.count - mark.count && bytes[start..<(start + mark.count)].elementsEqual(mark)
  }
}

import Testing

@testable import Domain

@Suite("What an upload says of itself")
struct LookingAtUploads {
  static func png(_ width: UInt32, _ height: UInt32, interlaced: Bool = false) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + big(width) + big(height)
      + [8, 2, 0, 0, interlaced ? 1 : 0] + [0, 0, 0, 0]
  }

  /// A start, an APP1 with EXIF, a frame header, and a scan that names all components.
  static func jpeg(_ width: UInt16, _ height: UInt16, marker: UInt8 = 0xC0, orientation: UInt8? = nil, scanned: UInt8 = 3) -> [UInt8] {
    var bytes: [UInt8] = [0xFF, 0xD8]
    if let orientation {
      bytes += [0xFF, 0xE1, 0, 34] + Array("Exif\0\0MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation]
      bytes += [0, 0, 0, 0, 0, 0]
    }
    bytes += [0xFF, marker, 0, 17, 8, UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255), 3]
    bytes += [1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]
    return bytes + [0xFF, 0xDA, 0, 6 + 2 * scanned, scanned]
  }

  static func webp(_ chunk: String, _ body: [UInt8]) -> [UInt8] {
    Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBP".utf8) + Array(chunk.utf8) + [UInt8(body.count), 0, 0, 0] + body
  }

  private static func big(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

  @Test func `a file is what its octets say`() {
    #expect(UploadKind(Self.png(1, 1)) == .png)
    #expect(UploadKind(Self.jpeg(1, 1)) == .jpeg)
    #expect(UploadKind(Self.webp("VP8L", [])) == .webp)
    #expect(UploadKind(Array("%PDF-1.7".utf8)) == .pdf)
    #expect(UploadKind([0, 0, 0, 24] + Array("ftypheic".utf8)) == .heic)
    for text in ["", "<svg/>", "GIF89a<html>", " %PDF-1.4", "<?php", "#!/bin/sh", "MZ", "PK\u{3}\u{4}", "\u{FEFF}%PDF-"] {
      #expect(UploadKind(Array(text.utf8)) == .other)
    }
  }

  @Test func `sizes are read off each kind of header`() throws {
    let jpeg = try PictureHeader(Self.jpeg(4032, 3024, orientation: 6), .jpeg, field: "slip")
    #expect(jpeg == PictureHeader(kind: .jpeg, width: 4032, height: 3024, orientation: 6, heldOctets: 0))
    let png = try PictureHeader(Self.png(1170, 2532), .png, field: "slip")
    #expect(png == PictureHeader(kind: .png, width: 1170, height: 2532, heldOctets: 0))
    let lossy = try PictureHeader(Self.webp("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, 0x90, 0x01, 0x2C, 0x41]), .webp, field: "slip")
    #expect((lossy.width, lossy.height) == (400, 300))
    let lossless = try PictureHeader(Self.webp("VP8L", [0x2F, 0x8F, 0xC1, 0x4A, 0x00]), .webp, field: "slip")
    #expect((lossless.width, lossless.height, lossless.heldOctets) == (400, 300, 480_000))
    let extended = try PictureHeader(Self.webp("VP8X", [0x10, 0, 0, 0, 0x8F, 1, 0, 0x2B, 1, 0]), .webp, field: "slip")
    #expect((extended.width, extended.height) == (400, 300))
  }

  @Test func `a flood of pixels is refused by its header alone`() {
    for (bytes, kind) in [
      (Self.png(64_000, 64_000), UploadKind.png), (Self.jpeg(64_000, 64_000), .jpeg),
      (Self.png(10_000, 5000), .png), (Self.png(40_000_000, 1), .png), (Self.png(6000, 6000, interlaced: true), .png),
      (Self.webp("VP8L", [0x2F, 0xFF, 0xFF, 0xFF, 0x0F]), .webp), (Self.webp("VP8X", [0, 0, 0, 0, 255, 255, 255, 255, 255, 255]), .webp),
      (Self.jpeg(6000, 6000, marker: 0xC2), .jpeg), (Self.jpeg(6000, 6000, scanned: 1), .jpeg),
    ] {
      let refusal = #expect(throws: Refusal.self) { try PictureHeader(bytes, kind, field: "slip") }
      #expect(refusal?.failures.first?.code == "too_many_pixels")
    }
    #expect(throws: Never.self) { try PictureHeader(Self.jpeg(7300, 5400), .jpeg, field: "slip") }
  }

  @Test func `a header without a size, or a moving picture, is refused`() {
    for (bytes, kind) in [
      (Self.png(0, 5), UploadKind.png), (Self.png(.max, .max), .png), (Self.jpeg(0, 5), .jpeg), (Self.jpeg(5, 0), .jpeg),
      ([0xFF, 0xD8, 0xFF, 0xD9], .jpeg),
      (Self.jpeg(5, 5, marker: 0xC9), .jpeg), (Self.webp("VP8X", [0x02, 0, 0, 0, 1, 0, 0, 1, 0, 0]), .webp), (Self.webp("ANIM", []), .webp),
      (Array(Self.png(5, 5).prefix(20)), .png), (Array(Self.jpeg(5, 5).prefix(10)), .jpeg), ([], .pdf),
    ] {
      let refusal = #expect(throws: Refusal.self) { try PictureHeader(bytes, kind, field: "slip") }
      #expect(refusal?.failures.first?.code == "unreadable")
    }
  }

  @Test func `no header, however damaged, ends the process or passes the limits`() {
    let seed = UInt64.random(in: .min ... .max)
    var random = Scramble(seed: seed)
    let whole = [
      Self.png(800, 600), Self.jpeg(800, 600, orientation: 3), Self.jpeg(800, 600, marker: 0xC2),
      Self.webp("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, 0x90, 0x01, 0x2C, 0x01]), Self.webp("VP8L", [0x2F, 0x8F, 0xC1, 0x4A, 0x00]),
    ]
    for _ in 0..<20_000 {
      var bytes = whole[Int(random.next() % UInt64(whole.count))]
      for _ in 0..<(random.next() % 6) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF][Int(random.next() % 5)]
        default: if bytes.count > 1 { bytes.removeSubrange(place...) }
        }
        if bytes.isEmpty { break }
      }
      for kind in [UploadKind.jpeg, .png, .webp] {
        guard let header = try? PictureHeader(bytes, kind, field: "slip") else { continue }
        #expect(header.width * header.height <= PictureHeader.pixelLimit && header.heldOctets <= PictureHeader.heldLimit, "seed \(seed)")
      }
    }
  }

  @Test func `octets come back from their text, and only from it`() {
    for text in ["", "f", "fo", "foo", "foob", "fooba", "foobar"] {
      #expect(Base64.bytes(Base64.text(Array(text.utf8))) == Array(text.utf8))
    }
    #expect(Base64.text(Array("foobar".utf8)) == "Zm9vYmFy")
    for text in ["Zg", "Zg=", "Zh==", "Zm9=", "Z===", "=m9v", "Zm 9", "Zm9v\n", "Zg==Zg==", "____"] { #expect(Base64.bytes(text) == nil) }
  }
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct Scramble: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

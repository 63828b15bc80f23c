/// What a file is by its first octets, whatever it is called and whatever was said of it (UPL-02).
package enum UploadKind: String, Sendable, CaseIterable {
  case jpeg, png, webp, pdf
  /// Pictures as newer phones keep them; nothing well-kept reads them here.
  case heic
  case other

  package init(_ bytes: [UInt8]) {
    func has(_ mark: [UInt8], at start: Int = 0) -> Bool {
      bytes.count >= start + mark.count && bytes[start..<(start + mark.count)].elementsEqual(mark)
    }
    if has([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if has(Array("RIFF".utf8)), has(Array("WEBP".utf8), at: 8) {
      self = .webp
    } else if has(Array("%PDF-".utf8)) {
      self = .pdf
    } else if has(Array("ftyp".utf8), at: 4), Self.phoneBrands.contains(where: { has(Array($0.utf8), at: 8) }) {
      self = .heic
    } else {
      self = .other
    }
  }

  private static let phoneBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif"]
}

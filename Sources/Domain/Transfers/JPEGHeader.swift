/// Walks the segments of a JPEG to the one that says how large it is; picks up on the way how the camera was held.
enum JPEGHeader {
  static func read(_ bytes: [UInt8]) -> PictureHeader? {
    let octets = Octets(bytes)
    var index = 2
    var orientation = 1
    while let mark = octets.big(index, 1), mark == 0xFF {
      // Any number of 0xFF may stand before a marker.
      guard let marker = octets.big(index + 1, 1), marker != 0xFF else {
        index += 1
        continue
      }
      guard marker != 0x01, !(0xD0...0xD8).contains(marker) else {
        index += 2
        continue
      }
      guard marker != 0xD9, marker != 0xDA, let length = octets.big(index + 2, 2), length >= 2 else { return nil }
      let start = index + 4
      if marker == 0xE1, let held = exif(octets, from: start, to: index + 2 + length) { orientation = held }
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        return frame(octets, from: start, marker: marker, length: length, orientation: orientation)
      }
      index += 2 + length
    }
    return nil
  }

  /// Sequential and progressive pictures of eight bits; lossless and arithmetic ones no camera writes.
  private static func frame(_ octets: Octets, from start: Int, marker: Int, length: Int, orientation: Int) -> PictureHeader? {
    guard (0xC0...0xC2).contains(marker), octets.big(start, 1) == 8, let height = octets.big(start + 1, 2),
      let width = octets.big(start + 3, 2), let count = octets.big(start + 5, 1), [1, 3, 4].contains(count), length == 8 + 3 * count
    else { return nil }
    var factors: [(across: Int, down: Int)] = []
    for component in 0..<count {
      guard let factor = octets.big(start + 7 + 3 * component, 1) else { return nil }
      let (across, down) = (factor >> 4, factor & 15)
      guard (1...4).contains(across), (1...4).contains(down) else { return nil }
      factors.append((across, down))
    }
    let most = (across: factors.map(\.across).max() ?? 1, down: factors.map(\.down).max() ?? 1)
    // Two octets for each coefficient of a progressive picture, which is known only when its last scan was read.
    let coefficients = factors.reduce(0) { $0 + blocks(width, $1.across, most.across) * blocks(height, $1.down, most.down) * 64 * 2 }
    // A sequential picture whose components come one after another is held as well; that is seen only later, so each counts as such
    // unless it has one scan for all, as cameras write it.
    let isSequential = marker != 0xC2 && hasOneScan(octets, from: start - 4 + 2 + length, components: count)
    return PictureHeader(kind: .jpeg, width: width, height: height, orientation: orientation, heldOctets: isSequential ? 0 : coefficients)
  }

  private static func blocks(_ length: Int, _ factor: Int, _ most: Int) -> Int {
    let own = (length * factor + most - 1) / most
    return (own + 7) / 8 + factor
  }

  /// Whether the first scan names all components.
  private static func hasOneScan(_ octets: Octets, from start: Int, components: Int) -> Bool {
    var index = start
    while let mark = octets.big(index, 2), mark >= 0xFF00, let length = octets.big(index + 2, 2), length >= 2 {
      if mark == 0xFFDA { return octets.big(index + 4, 1) == components }
      index += mark == 0xFFFF ? 1 : 2 + length
    }
    return false
  }

  /// The tag 0x0112 of the first directory.
  private static func exif(_ octets: Octets, from start: Int, to end: Int) -> Int? {
    guard octets.matches("Exif\0\0", at: start), end <= octets.bytes.count else { return nil }
    let base = start + 6
    let isLittle = octets.matches("II", at: base)
    guard isLittle || octets.matches("MM", at: base) else { return nil }
    func number(_ place: Int, _ count: Int) -> Int? {
      guard place + count <= end else { return nil }
      return isLittle ? octets.little(place, count) : octets.big(place, count)
    }
    guard let offset = number(base + 4, 4), let count = number(base + offset, 2) else { return nil }
    for entry in 0..<min(count, 100) {
      let place = base + offset + 2 + 12 * entry
      guard let tag = number(place, 2) else { return nil }
      if tag == 0x0112, let value = number(place + 8, 2) { return (1...8).contains(value) ? value : nil }
    }
    return nil
  }
}

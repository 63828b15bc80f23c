import CQRCode

/// A QR code as rows of dark and light squares, for whoever draws it.
package struct QRCode: Sendable, Equatable {
  /// Squares along one edge, without the quiet zone of four that belongs around it.
  package let width: Int
  private let dark: [Bool]

  /// Nil for a text that is too long for a code of the middle level of correction.
  package init?(_ text: String) {
    guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(code) }
    width = Int(code.pointee.width)
    guard let data = code.pointee.data else { return nil }
    // The lowest bit of each octet is the colour; the others tell what the square is for.
    dark = UnsafeBufferPointer(start: data, count: width * width).map { $0 & 1 == 1 }
  }

  package func isDark(_ column: Int, _ row: Int) -> Bool {
    let index = row * width + column
    return (0..<width).contains(column) && dark.indices.contains(index) && dark[index]
  }

  /// Runs of dark squares in one row: where each begins and how long it is.
  package func runs(in row: Int) -> [(start: Int, length: Int)] {
    var runs: [(start: Int, length: Int)] = []
    for column in 0..<width where isDark(column, row) {
      if let last = runs.last, last.start + last.length == column {
        runs[runs.count - 1].length += 1
      } else {
        runs.append((column, 1))
      }
    }
    return runs
  }

  /// The `d` of an SVG path that draws it in squares of 1, quiet zone left out.
  package var svgPath: String {
    (0..<width).map { row in runs(in: row).map { "M\($0.start) \(row)h\($0.length)v1h-\($0.length)z" }.joined() }.joined()
  }
}

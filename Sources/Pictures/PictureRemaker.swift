private import CPictures
private import Dispatch
package import Domain

/// Makes pictures from outside anew from their pixels, so that nothing else of them is kept: no place, no camera, no second meaning.
///
/// One at a time and on a thread of its own: a picture may take 60 MiB and a second.
package actor PictureRemaker {
  private let queue = DispatchQueue(label: "picture-remaker")
  private let longestLine: Int
  private var inLine = 0

  /// The longer side of what is kept, in pixels: a slip can be read at that.
  package static let side: UInt32 = 2000
  private static let quality: Int32 = 82

  package init(longestLine: Int = 8) {
    self.longestLine = longestLine
  }

  /// A JPEG of the picture, upright and on white; nil for one that cannot be read to its end.
  ///
  /// - Parameter header: as read off `bytes`; a picture that turns out otherwise is not decoded.
  /// - Throws: ``RefusalCode/overloaded`` when too many are waiting.
  package func jpeg(_ bytes: [UInt8], _ header: PictureHeader) async throws -> [UInt8]? {
    guard inLine < longestLine else { throw Refusal(.overloaded, "Too many pictures are being read. Try again in a moment.") }
    inLine += 1
    defer { inLine -= 1 }
    return await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: Self.remade(bytes, header)) }
    }
  }

  private static func remade(_ bytes: [UInt8], _ header: PictureHeader) -> [UInt8]? {
    let format: cpictures_format
    switch header.kind {
    case .jpeg: format = CPICTURES_JPEG
    case .png: format = CPICTURES_PNG
    case .webp: format = CPICTURES_WEBP
    case .pdf, .heic, .other: return nil
    }
    return bytes.withUnsafeBufferPointer { buffer in
      var source = cpictures_source(
        format: format, bytes: buffer.baseAddress, count: buffer.count, width: UInt32(clamping: header.width),
        height: UInt32(clamping: header.height), orientation: Int32(clamping: header.orientation))
      var made: UnsafeMutablePointer<UInt8>?
      var count = 0
      guard cpictures_remake(&source, side, quality, &made, &count) == 0, let made else { return nil }
      defer { cpictures_free(made) }
      return Array(UnsafeBufferPointer(start: made, count: count))
    }
  }
}

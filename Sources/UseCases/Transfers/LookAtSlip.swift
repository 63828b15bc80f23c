package import Domain
import Pictures
import Secrets

extension Shop {
  /// Most octets of a file that shows a transfer, and of one that is kept as it came.
  package static let slipLimit = 10 * 1024 * 1024
  package static let pdfLimit = 5 * 1024 * 1024

  /// Looks at a file that shows a transfer: what it is, by its content alone; pictures are made anew from their pixels (UPL-02, UPL-04,
  /// UPL-09). Nothing is stored.
  ///
  /// - Parameter field: what the caller named it.
  /// - Throws: `validationFailed` for what is no picture and no PDF, or too large; ``RefusalCode/overloaded`` where many are looked at.
  package func lookAtSlip(_ bytes: [UInt8], field: String = "slip") async throws -> Slip {
    guard bytes.count <= Self.slipLimit else { throw Refusal(.payloadTooLarge, "A slip may have at most 10 MiB.") }
    let kind = UploadKind(bytes)
    let source = SecretText.hash(bytes)
    switch kind {
    case .jpeg, .png, .webp:
      let header = try PictureHeader(bytes, kind, field: field)
      guard let remade = try await pictures.jpeg(bytes, header) else {
        throw Refusal.invalid(field, "unreadable", "This picture cannot be read to its end. Take a new photo or screenshot and send that.")
      }
      return Slip(kind: .jpeg, bytes: remade, sourceHash: source, contentHash: SecretText.hash(remade))
    case .pdf:
      guard bytes.count <= Self.pdfLimit else {
        throw Refusal.invalid(field, "too_large", "A PDF may have at most 5 MiB. Send a screenshot instead.")
      }
      return Slip(kind: .pdf, bytes: bytes, sourceHash: source, contentHash: source)
    case .heic:
      throw Refusal.invalid(
        field, "heic", "Pictures of the kind HEIC or AVIF cannot be read here. Send a screenshot of it, or a photo saved as JPEG.")
    case .other:
      throw Refusal.invalid(field, "unknown_kind", "A slip is a picture (JPEG, PNG or WebP) or a PDF.")
    }
  }
}

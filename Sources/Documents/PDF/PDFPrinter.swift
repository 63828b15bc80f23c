import Dispatch
import Domain

/// Draws PDFs one after another on a thread of its own: letters and shapes are looked up per thread, and a request must not wait for
/// anybody's thousand lines on the threads that answer.
package actor PDFPrinter {
  private let queue = DispatchQueue(label: "pdf-printer")
  private let longestLine: Int
  private var inLine = 0
  /// What was drawn last, so that whoever asks for one document again and again costs nothing.
  private var recent: [(invoice: InvoiceDocument, octets: [UInt8])] = []
  private static let mostRecent = 8

  package init(longestLine: Int = 32) {
    self.longestLine = longestLine
  }

  /// The octets of the invoice's PDF; the same document gives the same octets.
  ///
  /// - Throws: ``RefusalCode/overloaded`` when too many are waiting.
  package func pdf(_ invoice: InvoiceDocument) async throws -> [UInt8] {
    if let drawn = recent.first(where: { $0.invoice == invoice }) { return drawn.octets }
    guard inLine < longestLine else { throw Refusal(.overloaded, "Too many documents are being drawn. Try again in a moment.") }
    inLine += 1
    defer { inLine -= 1 }
    let octets = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: InvoicePaper.pdf(invoice)) }
    }
    recent = [(invoice, octets)] + recent.prefix(Self.mostRecent - 1)
    return octets
  }
}

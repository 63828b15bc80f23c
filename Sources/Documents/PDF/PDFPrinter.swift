import Dispatch
import Domain

/// Draws PDFs one after another on a thread of its own: letters and shapes are looked up per thread, and a request must not wait for
/// anybody's thousand lines on the threads that answer.
package actor PDFPrinter {
  private let queue = DispatchQueue(label: "pdf-printer")
  private let longestLine: Int
  private var inLine = 0

  package init(longestLine: Int = 32) {
    self.longestLine = longestLine
  }

  /// The octets of the invoice's PDF; the same document gives the same octets.
  ///
  /// - Throws: ``RefusalCode/overloaded`` when too many are waiting.
  package func pdf(_ invoice: InvoiceDocument) async throws -> [UInt8] {
    guard inLine < longestLine else { throw Refusal(.overloaded, "Too many documents are being drawn. Try again in a moment.") }
    inLine += 1
    defer { inLine -= 1 }
    return await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: InvoicePaper.pdf(invoice)) }
    }
  }
}

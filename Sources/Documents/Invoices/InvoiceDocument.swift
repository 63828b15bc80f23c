package import Domain

/// An invoice in words and figures as its reader sees them; page, paper and text are drawn from this one value, so that they cannot
/// disagree.
package struct InvoiceDocument: Sendable, Equatable {
  /// A name and what it says.
  package struct Fact: Sendable, Equatable {
    package let label: String
    package let value: String
  }

  /// A heading and what stands below it.
  package struct Block: Sendable, Equatable {
    package let heading: String
    package let lines: [String]
  }

  /// What one line of goods says.
  package struct Row: Sendable, Equatable {
    package let title: String
    /// What belongs to it in smaller letters: reductions, cycle, note.
    package let details: [String]
    package let quantity: String
    package let price: String
    package let tax: String
    package let amount: String
  }

  /// One amount between the lines and the total.
  package struct Sum: Sendable, Equatable {
    package let label: String
    package let amount: String
    /// Within the prices: it says something, but adds nothing.
    package let isIncluded: Bool
  }

  /// One tax: what it is on, how much, both together.
  package struct TaxRow: Sendable, Equatable {
    package let label: String
    package let base: String
    package let amount: String
    package let gross: String
  }

  /// The names of columns.
  package struct Heads: Sendable, Equatable {
    package let item: String
    package let quantity: String
    package let price: String
    package let tax: String
    package let amount: String
    package let taxName: String
    package let taxBase: String
    package let taxAmount: String
    package let taxGross: String
  }

  /// How to pay online.
  package struct Online: Sendable, Equatable {
    package let heading: String
    package let hint: String
    package let link: String
    package let code: QRCode?
  }

  package let language: String
  package let isRightToLeft: Bool
  /// `Invoice` or `Credit note`.
  package let title: String
  /// The number people know it by: the document's own, or before there is one the order's.
  package let number: String
  /// `Invoice INV-7, order D-218`.
  package let reference: String
  /// Says that this is a preview, or replaced; nil on what counts.
  package let mark: String?
  package let shopName: String
  package let seller: [String]
  /// Number, day, order, by when.
  package let facts: [Fact]
  package let parties: [Block]
  package let heads: Heads
  package let rows: [Row]
  package let sums: [Sum]
  package let total: Fact
  package let taxes: [TaxRow]
  package let notes: [Block]
  /// When it is to be paid, in one sentence.
  package let due: String?
  /// Where to transfer to, and with which words; nil where that is not offered.
  package let transfer: Block?
  package let online: Online?
  package let footer: [String]
  /// `Page {page} of {pages}`.
  package let pageWords: String
  /// When this was written; the paper carries it as its date.
  package let writtenAt: Instant

  /// The words below a page.
  package func pageNumber(_ page: Int, of pages: Int) -> String {
    var text = pageWords
    for (name, value) in [("{page}", page), ("{pages}", pages)] {
      text = text.split(separator: name, omittingEmptySubsequences: false).joined(separator: String(value))
    }
    return text
  }
}

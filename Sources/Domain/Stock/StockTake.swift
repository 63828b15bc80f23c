/// Counting what is on the shelves of a place, by as many people as want, over as many days as it takes.
package struct StockTake: Sendable, Equatable, Identified {
  package static let idPrefix = "stk"

  package enum Status: String, Sendable, CaseIterable {
    case open, finished, canceled
  }

  package let id: ID<StockTake>
  /// The n a person reads out.
  package let number: Int64
  package let locationID: ID<Location>
  /// The only category that is counted; nil for everything.
  package let category: String?
  package let status: Status
  package let startedBy: String
  package let endedBy: String?
  package let createdAt: Instant
  package let endedAt: Instant?

  package init(
    id: ID<StockTake>, number: Int64, locationID: ID<Location>, category: String?, status: Status = .open, startedBy: String,
    endedBy: String? = nil, createdAt: Instant, endedAt: Instant? = nil
  ) {
    self.id = id
    self.number = number
    self.locationID = locationID
    self.category = category
    self.status = status
    self.startedBy = startedBy
    self.endedBy = endedBy
    self.createdAt = createdAt
    self.endedAt = endedAt
  }

  /// Refuses what only an open one allows.
  ///
  /// - Throws: ``RefusalCode/conflict``.
  package func requireOpen() throws(Refusal) {
    guard status == .open else { throw Refusal(.conflict, "Stock-take \(number) was \(status.rawValue) already.") }
  }
}

/// How far a stock-take has come.
package struct StockTakeProgress: Sendable, Equatable {
  /// Variants that are to be counted, how many of them were, and how many of those differ from what was expected.
  package let variants: Int64
  package let counted: Int64
  package let different: Int64

  package init(variants: Int64, counted: Int64, different: Int64) {
    self.variants = variants
    self.counted = counted
    self.different = different
  }
}

/// One variant of a stock-take: what is on the books there, and what somebody counted.
package struct StockTakeLine: Sendable, Equatable {
  package let variantID: ID<Variant>
  package let productTitle: String
  package let variantTitle: String
  package let sku: String?
  package let barcode: String?
  /// What was on hand when it was counted, or is now where nobody has counted it; thousandths.
  package let expected: Int64
  package let count: Count?

  /// What somebody counted, in thousandths.
  package struct Count: Sendable, Equatable {
    package let quantity: Int64
    package let at: Instant
    package let by: String

    package init(quantity: Int64, at: Instant, by: String) {
      self.quantity = quantity
      self.at = at
      self.by = by
    }
  }

  package init(
    variantID: ID<Variant>, productTitle: String, variantTitle: String, sku: String?, barcode: String?, expected: Int64, count: Count?
  ) {
    self.variantID = variantID
    self.productTitle = productTitle
    self.variantTitle = variantTitle
    self.sku = sku
    self.barcode = barcode
    self.expected = expected
    self.count = count
  }

  /// By how much the shelf differs from the books, in thousandths; nil where nobody has counted.
  package var difference: Int64? { count.map { $0.quantity &- expected } }
}

/// Which lines of a stock-take somebody asks for.
package enum StockTakeSight: String, Sendable, CaseIterable {
  case all, counted, uncounted, different
}

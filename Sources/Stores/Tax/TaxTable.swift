package import Domain
import SQLEngine

/// The taxes of every class at one location, read at once.
package struct TaxTable: Sendable {
  private let rates: [ID<TaxClass>: [TaxRate]]
  private let defaultClass: ID<TaxClass>?

  /// The taxes of a product's class; nil is the default class, and without one there is no tax.
  package func rates(for taxClass: ID<TaxClass>?) -> [TaxRate] {
    guard let id = taxClass ?? defaultClass else { return [] }
    return rates[id] ?? []
  }

  init(tx: Transaction, location: ID<Location>?) throws {
    var own: [ID<TaxClass>: [TaxRate]] = [:]
    var common: [ID<TaxClass>: [TaxRate]] = [:]
    var defaultClass: ID<TaxClass>?
    let rows = try tx.rows(
      """
      SELECT c.id AS class, c.is_default, r.id, r.location_id, r.title, r.rate FROM tax_classes c
        LEFT JOIN tax_rates r ON r.tax_class_id = c.id
      """)
    // Identities sort by the time they were made, and sorting a handful here is cheaper than having it done.
    for row in try rows.sorted(by: { try $0.textOrNil("id") ?? "" < $1.textOrNil("id") ?? "" }) {
      let id: ID<TaxClass> = try row.id("class")
      if try row.flag("is_default") { defaultClass = id }
      guard let title = try row.textOrNil("title"), let rate = Rate(partsPerMillion: try row.integer("rate")) else { continue }
      if let place: ID<Location> = try row.idOrNil("location_id") {
        if place == location { own[id, default: []].append(TaxRate(title: title, rate: rate)) }
      } else {
        common[id, default: []].append(TaxRate(title: title, rate: rate))
      }
    }
    rates = common.merging(own) { _, own in own }
    self.defaultClass = defaultClass
  }
}

extension TaxStore {
  /// What is due on each class at `location`; nil for no location uses the rates that hold everywhere.
  package func table(at location: ID<Location>?) throws -> TaxTable {
    try TaxTable(tx: tx, location: location)
  }
}

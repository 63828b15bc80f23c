import Domain
import Stores
import UseCases

/// The demo shop's taxes: 21 % on most things, 9 % on plants, seeds and food.
struct DemoTaxes {
  let work: UnitOfWork

  /// Adds both rates and the reduced class, which it returns.
  func add() throws -> ID<TaxClass> {
    guard let standard = try work.listTaxClasses(search: nil, page: PageRequest(limit: 10)).elements.first(where: \.isDefault) else {
      throw CommandFailure("The new shop has no tax class.")
    }
    var named = Changes<TaxClass>()
    named.set(\.name, to: "Reduced")
    let reduced = try work.createTaxClass(named)
    try add("21", to: standard.id)
    try add("9", to: reduced.id)
    return reduced.id
  }

  private func add(_ text: String, to taxClass: ID<TaxClass>) throws {
    guard let rate = Rate(text: text) else { throw CommandFailure("\(text) is no rate.") }
    _ = try work.createTaxRate(
      TaxRateRow(id: work.ids.next(), taxClassID: taxClass, locationID: nil, title: "VAT", rate: rate, createdAt: work.now))
  }
}

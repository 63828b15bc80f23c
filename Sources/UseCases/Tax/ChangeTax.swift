package import Domain
import Stores

extension UnitOfWork {
  package func createTaxClass(_ changes: Changes<TaxClass>) throws -> TaxClass {
    try requireWholeShop()
    var taxClass = TaxClass(id: ids.next(), name: "", isDefault: false, createdAt: now)
    changes.apply(to: &taxClass)
    try taxClass.settle()
    if taxClass.isDefault { try tx.tax.clearDefault() }
    try tx.tax.add(taxClass)
    try recordTax("tax_class.created", "tax_class", taxClass.id.text)
    return taxClass
  }

  package func changeTaxClass(_ id: ID<TaxClass>, _ changes: Changes<TaxClass>) throws -> TaxClass {
    try requireWholeShop()
    var taxClass = try tx.tax.takeClass(id)
    changes.apply(to: &taxClass)
    try taxClass.settle()
    if taxClass.isDefault { try tx.tax.clearDefault() }
    try tx.tax.save(taxClass)
    try recordTax("tax_class.updated", "tax_class", id.text)
    return taxClass
  }

  package func removeTaxClass(_ id: ID<TaxClass>) throws {
    try requireWholeShop()
    _ = try tx.tax.takeClass(id)
    guard try !tx.tax.isUsed(id) else {
      throw Refusal.inUse("Products, taxes or shipping rates belong to this class. Give them another one first.")
    }
    try tx.tax.removeClass(id)
    try recordTax("tax_class.removed", "tax_class", id.text)
  }

  /// Classes belong to all locations; rates may belong to one.
  private func requireWholeShop() throws(Refusal) {
    try principal.require(.manageTax)
    guard principal.locationID == nil else { throw Refusal.forbidden(.manageTax) }
  }

  package func createTaxRate(_ rate: TaxRateRow) throws -> TaxRateRow {
    try principal.require(.manageTax)
    var rate = rate
    try rate.settle()
    try requireReferences(of: rate)
    try tx.tax.add(rate)
    try recordTax("tax_rate.created", "tax_rate", rate.id.text)
    return rate
  }

  /// Changes a rate from now on; lines keep the rates they were written with.
  package func changeTaxRate(_ id: ID<TaxRateRow>, _ changes: Changes<TaxRateRow>) throws -> TaxRateRow {
    try principal.require(.manageTax)
    var rate = try tx.tax.takeRate(id, in: principal.locationID)
    try requireMine(rate)
    changes.apply(to: &rate)
    try rate.settle()
    try requireReferences(of: rate)
    try tx.tax.save(rate)
    try recordTax("tax_rate.updated", "tax_rate", id.text)
    return rate
  }

  package func removeTaxRate(_ id: ID<TaxRateRow>) throws {
    try principal.require(.manageTax)
    try requireMine(tx.tax.takeRate(id, in: principal.locationID))
    try tx.tax.removeRate(id)
    try recordTax("tax_rate.removed", "tax_rate", id.text)
  }

  /// A principal of one location sees the shop's common rates, and changes only the location's own.
  private func requireMine(_ rate: TaxRateRow) throws {
    guard principal.locationID == nil || rate.locationID == principal.locationID else { throw Refusal.forbidden(.manageTax) }
  }

  private func requireReferences(of rate: TaxRateRow) throws {
    do {
      _ = try tx.tax.takeClass(rate.taxClassID)
    } catch let refusal as Refusal where refusal.code == .notFound {
      throw Refusal.unknownReference("tax_class_id", "tax class")
    }
    if let location = rate.locationID {
      guard try tx.locations.find(location, in: principal.locationID) != nil else {
        throw Refusal.unknownReference("location_id", "location")
      }
    }
    try requireMine(rate)
  }

  private func recordTax(_ type: String, _ kind: String, _ id: String) throws {
    try tx.catalog.touchRules()
    try record(type, EventObject(kind, id), at: nil)
  }
}

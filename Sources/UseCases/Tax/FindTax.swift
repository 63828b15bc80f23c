package import Domain
import Stores

extension UnitOfWork {
  package func findTaxClass(_ id: ID<TaxClass>) throws -> TaxClass {
    try principal.require(.readTax)
    return try tx.tax.takeClass(id)
  }

  package func listTaxClasses(search: String?, page: PageRequest) throws -> Page<TaxClass> {
    try principal.require(.readTax)
    return try tx.tax.listClasses(search: search, page: page)
  }

  package func findTaxRate(_ id: ID<TaxRateRow>) throws -> TaxRateRow {
    try principal.require(.readTax)
    return try tx.tax.takeRate(id, in: principal.locationID)
  }

  package func listTaxRates(search: String?, of taxClass: ID<TaxClass>?, page: PageRequest) throws -> Page<TaxRateRow> {
    try principal.require(.readTax)
    return try tx.tax.listRates(search: search, of: taxClass, in: principal.locationID, page: page)
  }
}

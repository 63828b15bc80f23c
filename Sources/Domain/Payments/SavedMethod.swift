/// A card that a provider keeps for a customer, so that staff may charge it when the customer says so.
package struct SavedMethod: Hashable, Sendable, Identified {
  package static let idPrefix = "pmd"

  package let id: ID<SavedMethod>
  package let customerID: ID<Customer>
  package let account: ProviderAccount
  /// The provider's name for it.
  package let providerMethod: String
  package let card: CardSight
  package let createdAt: Instant

  package init(
    id: ID<SavedMethod>, customerID: ID<Customer>, account: ProviderAccount, providerMethod: String, card: CardSight, createdAt: Instant
  ) {
    self.id = id
    self.customerID = customerID
    self.account = account
    self.providerMethod = providerMethod
    self.card = card
    self.createdAt = createdAt
  }
}

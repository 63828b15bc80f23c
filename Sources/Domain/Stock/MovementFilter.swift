/// Which movements somebody asks for.
package struct MovementFilter: Sendable {
  package var variants: [ID<Variant>] = []
  package var locations: [ID<Location>] = []
  package var order: ID<Order>?

  package init() {}
}

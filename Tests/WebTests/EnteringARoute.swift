import Domain
import Testing

@testable import Web

@Suite struct `Entering a route` {
  @Test func `every route behind the sign-in has a rule that says who may enter`() {
    let unruled = Routes.table().routes.filter { $0.access == .signedIn && RouteRights.right(of: $0) == nil }
    #expect(unruled.map(\.name) == [])
  }

  @Test func `a page asks for what its entry in the left column asks for, the longest address counts`() {
    #expect(OfficeNavigation.entry(of: "/admin/settings/messages")?.needs == .manageSettings)
    #expect(OfficeNavigation.entry(of: "/admin/staff/{id}")?.needs == .manageStaff)
    #expect(OfficeNavigation.entry(of: "/admin/staffing") == nil)
  }
}

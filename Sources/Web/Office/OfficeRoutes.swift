/// The part of the site map that belongs to the back office; each page lists its own address.
enum OfficeRoutes {
  static func pages(_ pages: inout RouteGroup) {
    pages.get("/admin", { _ in Reply.seeOther("/admin/orders") })
    OrderListPage.routes(&pages)
  }
}

/// The part of the site map that belongs to the back office; each page lists its own address.
enum OfficeRoutes {
  static func pages(_ pages: inout RouteGroup) {
    pages.get("/admin", { _ in Reply.seeOther("/admin/orders") })
    OrderListPage.routes(&pages)
    OrderPage.routes(&pages)
    PaymentPages.routes(&pages)
    SweepPage.routes(&pages)
    CustomerPages.routes(&pages)
    ProductPages.routes(&pages)
    StockPages.routes(&pages)
    GiftCardPages.routes(&pages)
    PriceRulePages.routes(&pages)
    PromotionPages.routes(&pages)
    ImportPages.routes(&pages)
    SettingsPages.routes(&pages)
    ShippingPages.routes(&pages)
    TaxPages.routes(&pages)
    TemplatePages.routes(&pages)
    StaffPages.routes(&pages)
    LocationPages.routes(&pages)
    RegisterPages.routes(&pages)
    TokenPages.routes(&pages)
    WebhookPages.routes(&pages)
    MessagePages.routes(&pages)
    DoorPages.routes(&pages)
    PaymentSettingsPages.routes(&pages)
  }
}

/// The site map: which rooms have addresses, and who may call them. Each room lists its own lines in `routes`.
///
/// What is not reached from here does not exist, and everything in `signedIn` is closed to strangers.
enum Routes {
  static func table() -> RouteTable {
    RouteTable(open(), entrance(), links(), storefront(), pages(), signedIn(), watched())
  }

  /// For everybody: whether the server lives, and what it speaks.
  private static func open() -> RouteGroup {
    var open = RouteGroup("", for: .anyone, as: .api)
    open.get("/healthz", Health.live)
    open.get("/readyz", Health.ready)
    open.get("/openapi.yaml", Health.openAPI)
    ProviderHooks.routes(&open)
    ChannelHooks.routes(&open)
    return open
  }

  /// Pages where people prove who they are, and the register, which does so itself.
  private static func entrance() -> RouteGroup {
    var pages = RouteGroup("", for: .anyone, as: .page)
    StaffRoutes.pages(&pages)
    TestGatewayPages.routes(&pages)
    return pages
  }

  /// The links of orders.
  private static func links() -> RouteGroup {
    var links = RouteGroup("", for: .linkHolder, as: .page)
    CheckoutPages.routes(&links)
    CheckoutTransferForms.routes(&links)
    SentFilePages.routes(&links)
    return links
  }

  /// The online store.
  private static func storefront() -> RouteGroup {
    var shop = RouteGroup("", for: .shopper, as: .page)
    ShopPages.routes(&shop)
    CartPages.routes(&shop)
    CartCheckoutPages.routes(&shop)
    ChatPages.routes(&shop)
    return shop
  }

  /// Pages for the signed in.
  private static func pages() -> RouteGroup {
    var pages = RouteGroup("", for: .signedIn, as: .page)
    ReceiptPages.routes(&pages)
    OfficeRoutes.pages(&pages)
    return pages
  }

  /// The API: a token, or a signed-in page of ours.
  private static func signedIn() -> RouteGroup {
    var api = RouteGroup("/api/v1", for: .signedIn, as: .api)
    OrderAPI.routes(&api)
    LineAPI.routes(&api)
    OrderStateAPI.routes(&api)
    EditAPI.routes(&api)
    PresenceAPI.routes(&api)
    SuggestionAPI.routes(&api)
    TextTemplateAPI.routes(&api)
    PaymentTermsAPI.routes(&api)
    NoticeAPI.routes(&api)
    HoldAPI.routes(&api)
    PaymentAPI.routes(&api)
    ProviderPaymentAPI.routes(&api)
    PaymentTaskAPI.routes(&api)
    TransferAPI.routes(&api)
    RefundAPI.routes(&api)
    ReturnAPI.routes(&api)
    TransactionAPI.routes(&api)
    PaymentListAPI.routes(&api)
    InvoiceAPI.routes(&api)
    CreditNoteAPI.routes(&api)
    SupplementaryInvoiceAPI.routes(&api)
    ProductAPI.routes(&api)
    VariantAPI.routes(&api)
    CatalogAPI.routes(&api)
    CustomerAPI.routes(&api)
    SavedMethodAPI.routes(&api)
    ProviderAPI.routes(&api)
    ChannelAPI.routes(&api)
    GiftCardAPI.routes(&api)
    ImportAPI.routes(&api)
    PriceRuleAPI.routes(&api)
    PromotionAPI.routes(&api)
    StockAPI.routes(&api)
    StockTakeAPI.routes(&api)
    StockTransferAPI.routes(&api)
    StockWatchAPI.routes(&api)
    LocationAPI.routes(&api)
    RegisterAPI.routes(&api)
    SessionAPI.routes(&api)
    SavedViewAPI.routes(&api)
    ShippingZoneAPI.routes(&api)
    ShippingRateAPI.routes(&api)
    CourierAPI.routes(&api)
    ShipmentAPI.routes(&api)
    TrackingListAPI.routes(&api)
    FulfillmentAPI.routes(&api)
    TaxAPI.routes(&api)
    TaxRateAPI.routes(&api)
    SettingsAPI.routes(&api)
    MessageAPI.routes(&api)
    ConversationAPI.routes(&api)
    ConversationOrderAPI.routes(&api)
    WebhookAPI.routes(&api)
    SweepAPI.routes(&api)
    ReportAPI.routes(&api)
    StaffRoutes.api(&api)
    EventAPI.routes(&api)
    AlertAPI.routes(&api)
    return api
  }

  /// For machines that watch the server.
  private static func watched() -> RouteGroup {
    var watched = RouteGroup("", for: .signedIn, as: .api)
    watched.get("/metrics", Health.metrics)
    return watched
  }
}

package import Documents
package import Logging
package import UseCases

/// Everything beside the shop that answers need: settings, files, pages, texts, and who listens for events.
package struct Site: Sendable {
  package let settings: SiteSettings
  package let texts: Texts
  package let assets: Assets
  package let pages: Pages
  package let receipts: ReceiptPage
  package let slips: PackingSlipPage
  package let languages: Languages
  package let invoices: InvoicePapers
  package let openAPI: [UInt8]
  package let events: EventHub
  package let hookKeys = HookKeys()
  package let readiness = Readiness()
  package let meter = Meter()
  package let monitor: Monitor
  package let log: RequestLog
  package let largeBodies = LargeBodies()

  /// What invoices are sent with.
  package var letters: InvoiceLetters { InvoiceLetters(papers: invoices, languages: languages) }

  package init(settings: SiteSettings, files: SiteFiles, shop: Shop, monitor: Monitor, log: RequestLog, logger: Logger) throws {
    self.settings = settings
    self.monitor = monitor
    self.log = log
    texts = try Texts(files)
    assets = try Assets(files)
    pages = Pages(files, texts: texts, assets: assets)
    receipts = try ReceiptPage(template: String(decoding: files.document("receipt.mustache"), as: UTF8.self))
    slips = try PackingSlipPage(template: String(decoding: files.document("packing-slips.mustache"), as: UTF8.self))
    languages = try Languages(files, english: texts)
    invoices = try InvoicePapers(files, languages: languages, assets: assets)
    openAPI = try files.read("openapi.yaml")
    events = EventHub(shop: shop, logger: logger)
    shop.letters.learn(NoticeWriter(languages: languages).letter)
  }
}

import Documents
import Domain
import UseCases

/// The receipt as a page: shown on screen, and printed from a frame of the register.
enum ReceiptPages {
  static func routes(_ pages: inout RouteGroup) {
    pages.get("/register/receipts/{id}", show, query: ["copy", "gift"])
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: Order.self)
    let query = call.query.reader()
    let (isCopy, isGift) = (query.integer("copy", in: 0...1) == 1, query.integer("gift", in: 0...1) == 1)
    try query.finish()
    let facts = try await call.read { try $0.receiptFacts(id) }
    let receipt = Receipt(
      order: facts.order,
      facts: .init(
        settings: facts.settings, locationName: facts.locationName, registerName: facts.registerName, staffName: facts.staffName,
        customerName: facts.customerName),
      isCopy: isCopy, isGift: isGift)
    let styles = ["tokens", "receipt"].map { call.site.assets.address(of: "styles/\($0).css") }
    return Reply.html(call.site.receipts.html(receipt, styles: styles, say: { call.site.texts.say($0) }))
      .with("Content-Security-Policy", Surface.framedPolicy).with("X-Frame-Options", "SAMEORIGIN")
  }
}

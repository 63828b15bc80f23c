/// Something the shop sells, in one or more variants.
package struct Product: Sendable, Equatable, Identified {
  package static let idPrefix = "prd"

  package enum Status: String, Sendable, CaseIterable {
    case active, draft, archived
  }

  /// A way in which variants differ: size, with S, M and L.
  package struct Option: Sendable, Hashable {
    package let name: String
    package let values: [String]

    package init(name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  package let id: ID<Product>
  package var title: String
  package var description: String?
  package var vendor: String?
  package var category: String?
  package var tags: [String]
  package var status: Status
  package var options: [Option]
  /// The first is the one that lists show.
  package var imageURLs: [String]
  /// Nil: the shop's default class.
  package var taxClassID: ID<TaxClass>?
  /// May be sold beyond what is there.
  package var allowsOversell: Bool
  /// Its name in addresses, unique in the shop; by it an import finds the product again.
  package var handle: String?
  /// Whether the online store shows it while it is active.
  package var isSoldOnline: Bool
  package let createdAt: Instant
  package var updatedAt: Instant

  package init(id: ID<Product>, title: String = "", createdAt: Instant) {
    self.id = id
    self.title = title
    tags = []
    status = .active
    options = []
    imageURLs = []
    allowsOversell = false
    isSoldOnline = true
    self.createdAt = createdAt
    updatedAt = createdAt
  }

  /// Puts texts into their stored form and refuses what does not fit.
  /// - Throws: `validationFailed` naming every field.
  package mutating func settle() throws(Refusal) {
    title = title.composed
    category = category?.trimmedText
    vendor = vendor?.composed
    tags = Customer.distinct(tags)
    var checks = FieldChecks()
    checks.text(title, "title", limit: 255, required: true)
    checks.text(description, "description", limit: 10_000, multiline: true)
    checks.text(vendor, "vendor", limit: 255)
    checks.text(category, "category", limit: 255)
    checks.texts(tags, "tags")
    checks.code(handle, "handle", limit: 255)
    for (index, url) in imageURLs.prefix(50).enumerated() { Self.checkImage(url, "image_urls[\(index)]", &checks) }
    if imageURLs.count > 50 { checks.fail("image_urls", "too_many", "A product may have at most 50 images.") }
    checkOptions(&checks)
    try checks.finish()
  }

  private func checkOptions(_ checks: inout FieldChecks) {
    if options.count > 3 { checks.fail("options", "too_many", "A product may have at most 3 options.") }
    for (index, option) in options.prefix(3).enumerated() {
      checks.text(option.name, "options[\(index)].name", limit: 255, required: true)
      checks.texts(option.values, "options[\(index)].values", limit: 250, length: 255)
    }
    if Set(options.map(\.name.identityKey)).count != options.count {
      checks.fail("options", "duplicate", "Each option has a name of its own.")
    }
  }

  /// Only what a browser loads as a picture from the web or from the shop itself; `javascript:` and `data:` are no pictures.
  private static func checkImage(_ url: String, _ field: String, _ checks: inout FieldChecks) {
    checks.text(url, field, limit: 2000, required: true)
    let bytes = url.utf8
    let isWeb = bytes.starts(with: "https://".utf8) || bytes.starts(with: "http://".utf8)
    let isOwn = bytes.first == UInt8(ascii: "/") && bytes.dropFirst().first != UInt8(ascii: "/")
    if !isWeb && !isOwn { checks.fail(field, "invalid", "An image is an address that begins with https:// or /.") }
  }
}

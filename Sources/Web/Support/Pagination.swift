package import Domain
package import JSON

extension JSONWriter {
  /// The envelope of a list: its entries, and where the next page starts.
  package mutating func page<Element>(
    _ page: Page<Element>, _ each: (inout JSONWriter, Element) throws -> Void
  ) rethrows {
    try object { list in
      try list.member("data", array: page.elements, each)
      list.member("next_cursor", page.next)
    }
  }
}

/// The query parameters of every list, for the site map.
package enum PageQuery {
  package static let names = ["limit", "cursor"]
}

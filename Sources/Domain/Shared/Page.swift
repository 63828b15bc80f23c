/// Which part of a list somebody asks for.
package struct PageRequest: Sendable {
  /// 1…200.
  package let limit: Int
  /// What the page before gave as `next`; nil for the first page. Opaque to callers.
  package let cursor: String?

  package init(limit: Int = 50, cursor: String? = nil) {
    self.limit = limit
    self.cursor = cursor
  }
}

/// A part of a list, and how to ask for the next one.
package struct Page<Element: Sendable>: Sendable {
  package let elements: [Element]
  /// Nil at the end of the list.
  package let next: String?

  package init(elements: [Element], next: String?) {
    self.elements = elements
    self.next = next
  }

  /// The same page with each element turned into something else.
  package func map<Other: Sendable>(_ transform: (Element) throws -> Other) rethrows -> Page<Other> {
    Page<Other>(elements: try elements.map(transform), next: next)
  }
}

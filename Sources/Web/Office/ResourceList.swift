/// A page with one kind of thing: search, one page of rows, the way to the next, and what to do when there are none.
package struct ResourceList: Sendable {
  /// What stands in one place of a row.
  package enum Cell: Sendable {
    /// The name, which leads to the thing's own page; with a second line below it.
    case link(String, path: String, second: String? = nil)
    case text(String)
    case muted(String)
    case money(String)
    case chip(String, style: String)
    case chips([String])
  }

  /// A heading; `isNumber` puts it and its cells at the end of the line.
  package struct Column: Sendable {
    let title: String
    let isNumber: Bool
    /// Left out on narrow screens.
    let isMinor: Bool

    package init(_ title: String, isNumber: Bool = false, isMinor: Bool = false) {
      self.title = title
      self.isNumber = isNumber
      self.isMinor = isMinor
    }
  }

  /// One of the filters in the head of the list.
  package struct Filter: Sendable {
    let name: String
    let label: String
    let value: String
    let choices: [ResourceField.Choice]

    /// - Parameters:
    ///   - name: the parameter of the address.
    ///   - choices: the first one, with the empty value, means all.
    package init(_ name: String, _ label: String, value: String, _ choices: [ResourceField.Choice]) {
      self.name = name
      self.label = label
      self.value = value
      self.choices = choices
    }
  }

  package let title: String
  /// The address of this page.
  package let path: String
  package let columns: [Column]
  package let rows: [[Cell]]
  /// Where the next page begins.
  package let next: String?
  /// What was searched for.
  package var search: String?
  /// What can be searched for; nil where the list has no search.
  package var searchHint: String?
  package var filters: [Filter] = []
  /// Whether an earlier page exists, to which the first link leads back.
  package var isLater = false
  /// The button that makes a new one; nil where this person may not.
  package var new: (label: String, path: String)?
  /// Further links beside it.
  package var links: [(label: String, path: String)] = []
  /// What a shop without any reads: a title and a sentence that says what to do.
  package var empty: (title: String, text: String) = ("", "")
  /// A sentence above the list.
  package var note: String?

  package init(_ title: String, path: String, columns: [Column], rows: [[Cell]], next: String?) {
    self.title = title
    self.path = path
    self.columns = columns
    self.rows = rows
    self.next = next
  }

  var isFiltered: Bool { search != nil || filters.contains { !$0.value.isEmpty } }
}

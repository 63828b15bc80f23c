/// Fields that repeat: the addresses of a customer, the steps of a price rule, the variants of a product.
package struct ResourceRows: Sendable {
  /// One row with its values.
  package struct Row: Sendable {
    /// Kept with the row when it is sent, so that the server knows it again; nil for rows without identity.
    let id: String?
    let title: String?
    let fields: [ResourceField]

    package init(id: String? = nil, title: String? = nil, fields: [ResourceField]) {
      self.id = id
      self.title = title
      self.fields = fields
    }
  }

  /// The member of the body, an array of objects.
  package let name: String
  package let label: String
  package let rows: [Row]
  /// The fields of a new row; nil where none can be added.
  package let blank: [ResourceField]?
  package let add: String
  package let empty: String
  package var help: String?
  /// A table with one line a row instead of cards, for rows of few short fields.
  package var isTable = false
  /// The address below `/api/v1` where each row is a resource of its own (`/variants`), with the members every new one gets.
  package var own: (path: String, parent: String, parentID: String)?

  /// - Parameters:
  ///   - add: the button that makes a row.
  ///   - empty: what stands there while there is none.
  package init(_ name: String, _ label: String, rows: [Row], blank: [ResourceField]?, add: String, empty: String) {
    self.name = name
    self.label = label
    self.rows = rows
    self.blank = blank
    self.add = add
    self.empty = empty
  }

  package func asTable() -> Self {
    var copy = self
    copy.isTable = true
    return copy
  }

  package func help(_ text: String) -> Self {
    var copy = self
    copy.help = text
    return copy
  }

  /// Each row is saved under an address of its own, and new ones name what they belong to.
  package func saved(at path: String, parent: String, _ parentID: String) -> Self {
    var copy = self
    copy.own = (path, parent, parentID)
    return copy
  }
}

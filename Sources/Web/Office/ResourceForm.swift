/// A page on which one thing of the shop is read and changed: sections of fields, saved by one call of the API.
package struct ResourceForm: Sendable {
  /// Fields and rows under one heading.
  package struct Section: Sendable {
    let title: String
    let help: String?
    let fields: [ResourceField]
    let rows: [ResourceRows]

    package init(_ title: String, help: String? = nil, _ fields: [ResourceField] = [], rows: [ResourceRows] = []) {
      self.title = title
      self.help = help
      self.fields = fields
      self.rows = rows
    }
  }

  /// How the thing is taken away.
  package struct Removal: Sendable {
    let label: String
    let question: String
    let path: String
    let after: String

    /// - Parameters:
    ///   - question: what is asked before, in a sentence that says what happens.
    ///   - path: below `/api/v1`.
    ///   - after: the page that follows.
    package init(_ label: String, question: String, path: String, after: String) {
      self.label = label
      self.question = question
      self.path = path
      self.after = after
    }
  }

  package let title: String
  /// A page above this one, with its name.
  package let back: (label: String, path: String)
  /// `POST` makes something new, `PATCH` changes what is there.
  package let method: String
  /// Below `/api/v1`.
  package let path: String
  /// The page of what was made; `{id}` is its identity. Unused where something is changed.
  package let after: String
  package var sections: [Section] = []
  package var removal: Removal?
  /// Why nothing can be changed here, in a sentence; nil where it can.
  package var lock: String?
  /// Sends every field whenever one changed, for things whose fields hang together.
  package var isWhole = false
  /// Members of the body that are sent together as soon as one of them changed.
  package var together: [String] = []
  /// What the button that saves says; nil for the usual word.
  package var submit: String?
  /// A word about what this is, beside the title: a status.
  package var mark: (text: String, style: String)?
  /// Further parts of the page, such as lists that belong to the thing: names of templates that get the page's view.
  package var panels: [ResourcePanel] = []

  /// Something new.
  package init(new title: String, back: (label: String, path: String), path: String, after: String) {
    self.title = title
    self.back = back
    self.path = path
    self.after = after
    method = "POST"
  }

  /// Something that is there.
  package init(_ title: String, back: (label: String, path: String), path: String) {
    self.title = title
    self.back = back
    self.path = path
    after = ""
    method = "PATCH"
  }
}

/// A part of a page beside the form: rendered by a template of its own, with a heading.
package struct ResourcePanel: Sendable {
  let template: String
  let view: [String: View]

  /// - Parameter template: the name of a template, as `office/customer-credit`.
  package init(_ template: String, _ view: [String: View]) {
    self.template = template
    self.view = view
  }
}

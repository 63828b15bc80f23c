/// A text, JSON or XML document that came with an order, kept byte for byte and never expanded.
package struct OrderDetails: Hashable, Sendable {
  package enum Format: String, Sendable, CaseIterable {
    case text, json, xml
  }

  /// The media type as it was given, one of ``Format``'s.
  package let contentType: String
  package let format: Format
  package let body: String
  /// The first thing that keeps the body from being well-formed; nil where it is, and for plain text.
  package var problem: Problem?

  /// The largest body, in octets of UTF-8.
  package static let limit = 262_144

  /// Where a document stops being well-formed; lines and columns count from 1.
  package struct Problem: Hashable, Sendable {
    package let line: Int64
    package let column: Int64
    package let message: String

    package init(line: Int64, column: Int64, message: String) {
      self.line = line
      self.column = column
      self.message = message
    }
  }

  /// Nil for a type that is none of text, JSON and XML.
  package init?(contentType: String, body: String, problem: Problem? = nil) {
    switch contentType {
    case "text/plain", "text": format = .text
    case "application/json", "json": format = .json
    case "application/xml", "text/xml", "xml": format = .xml
    default: return nil
    }
    self.contentType = contentType
    self.body = body
    self.problem = problem
  }
}

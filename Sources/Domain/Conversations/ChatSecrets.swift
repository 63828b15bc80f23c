/// The secrets with which a chat service signs what it tells us; several while one is being replaced.
package struct SigningSecrets: Sendable, Equatable {
  package let texts: [String]

  /// Reads secrets with commas between them; nil where one of them is empty or no plain text.
  package init?(_ text: String) {
    let texts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard (1...8).contains(texts.count) else { return nil }
    for text in texts {
      guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    }
    self.texts = texts
  }
}

/// What a chat service knows the shop by, or asks it for: one line of plain signs, fit for a header.
package struct ChatToken: Sendable, Equatable {
  package let text: String

  package init?(_ text: String) {
    guard (1...1000).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    self.text = text
  }
}

/// Where the API of a chat service is: an address, perhaps with a path, without a query.
package struct ChatBase: Sendable, Equatable {
  package static let line = "https://api.line.me"
  /// Where LINE keeps what people sent, when ``line`` is where it is spoken to.
  package static let lineContent = "https://api-data.line.me"
  package static let graph = "https://graph.facebook.com"

  /// Without a slash at its end.
  package let text: String

  package init?(_ text: String) {
    guard let url = try? OutboundURL(text), !url.target.contains("?") else { return nil }
    var whole = Substring(url.text)
    while whole.hasSuffix("/") { whole = whole.dropLast() }
    self.text = String(whole)
  }

  /// The address of something below it.
  ///
  /// - Parameter path: begins with a slash; may have a query.
  package func url(_ path: String) -> OutboundURL? {
    try? OutboundURL(text + path)
  }
}

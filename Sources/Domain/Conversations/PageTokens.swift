/// The access tokens of the shop's pages at Meta: one alone, or of several pages each behind the id of its page or Instagram account.
package struct PageTokens: Sendable, Equatable {
  package struct Page: Sendable, Equatable {
    /// Nil for the one that speaks for whatever account is written to.
    package let account: String?
    package let token: ChatToken
  }

  package let pages: [Page]

  /// Reads `token`, or `id=token` with commas between them; nil for anything else, also for an account that is named twice.
  package init?(_ text: String) {
    var pages: [Page] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { Self.trimmed($0) }
      guard let last = words.last, let token = ChatToken(last) else { return nil }
      guard words.count == 2 else {
        pages.append(Page(account: nil, token: token))
        continue
      }
      guard (1...30).contains(words[0].utf8.count), words[0].utf8.allSatisfy({ (48...57).contains($0) }),
        !pages.contains(where: { $0.account == words[0] })
      else { return nil }
      pages.append(Page(account: words[0], token: token))
    }
    guard (1...20).contains(pages.count), pages.count == 1 || pages.allSatisfy({ $0.account != nil }) else { return nil }
    self.pages = pages
  }

  /// The token that speaks for an account; nil for one that is not the shop's.
  package func token(of account: String) -> ChatToken? {
    pages.first { $0.account == nil || $0.account == account }?.token
  }

  private static func trimmed(_ text: Substring) -> String {
    String(String(text.drop { $0 == " " }.reversed()).drop { $0 == " " }.reversed())
  }
}

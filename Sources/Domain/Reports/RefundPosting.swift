/// Takes what was given back off an order's book: what it was given back for first, the rest shared over everything that is left.
///
/// One request may give money back in several parts; the units that came with it come back with the first.
package struct RefundPosting: Sendable {
  private var book: SalesBook
  /// The things that were named, each with what its units are worth and has not been given back yet.
  private var named: [(name: String, left: Int64)]
  /// The units that came back, and how many of them the shop has again; in thousandths.
  private var units: [String: (returned: Int64, back: Int64)]

  /// - Parameters:
  ///   - lines: the units that the money is given back for; none for an amount.
  ///   - unitsBack: how many of them the shop has again, so that their cost comes back with them (S7).
  package init(_ book: SalesBook, for lines: [RefundedLine], unitsBack: (RefundedLine) -> Int64) {
    self.book = book
    units = Dictionary(
      lines.map { ($0.lineID.text, ($0.quantity.thousandths, unitsBack($0))) }, uniquingKeysWith: { first, _ in first })
    named = lines.compactMap { line in
      guard let account = book.account(line.lineID.text), account.sold > 0 else { return nil }
      func upTo(_ units: Int64) -> Int64 { Int64(clamping: Int128(account.payable) * Int128(units) / Int128(account.sold)) }
      return (line.lineID.text, upTo(account.returned + line.quantity.thousandths) - upTo(account.returned))
    }
  }

  /// The rows of one part.
  ///
  /// - Parameter left: what is to be left of the order after it, in minor units; where it is no more than that already, nothing is taken.
  package mutating func take(leaving left: Int64, refundID: ID<Refund>, at moment: Instant) -> [SalesEntry] {
    var rest = max(0, book.money - max(0, left))
    var taken: [String: Int64] = [:]
    for index in named.indices where rest > 0 {
      let (name, worth) = named[index]
      let part = min(rest, worth, book.account(name)?.money ?? 0)
      guard part > 0 else { continue }
      taken[name] = part
      named[index].left -= part
      rest -= part
    }
    if rest > 0 {
      let open = book.accounts.map { $0.money - (taken[$0.subject.name] ?? 0) }
      let shares = LargestRemainder.shares(of: rest, weights: open, sum: open.reduce(0, +))
      for (account, share) in zip(book.accounts, shares) { taken[account.subject.name, default: 0] += share }
    }
    let entries = book.accounts.compactMap { entry(of: $0, taking: taken[$0.subject.name] ?? 0, refundID, moment) }
    units = [:]
    for entry in entries { book.add(entry) }
    return entries
  }

  private func entry(of account: SalesBook.Account, taking money: Int64, _ refundID: ID<Refund>, _ moment: Instant) -> SalesEntry? {
    let parts = account.parts(of: money)
    var entry = account.taking(net: parts.net, taxes: parts.taxes, at: moment, cause: .refund, refundID: refundID)
    if let unit = units[account.subject.name] {
      entry.returned = unit.returned
      if unit.back > 0 { entry.cost = book.cost(of: unit.back, account).map { -$0 } }
    }
    return entry.isEmpty ? nil : entry
  }
}

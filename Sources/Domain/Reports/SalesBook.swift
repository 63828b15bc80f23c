/// The rows of one order added up: what is left of each thing on it, and the rows that take something off (rules S6 to S8).
package struct SalesBook: Sendable {
  /// One thing on the order and what its rows come to.
  struct Account {
    let subject: SalesSubject
    var sold: Int64 = 0
    var returned: Int64 = 0
    /// What its sale and its edits cost the shop; what came back onto the shelf is not taken off.
    var soldCost: Int64?
    var cost: Int64?
    /// Payable, tax included, as it was sold and edited.
    var payable: Int64 = 0
    var net: Int64 = 0
    var taxes: [SalesTax] = []

    /// What is left of it, tax included.
    var money: Int64 { net + taxes.reduce(0) { $0 + $1.amount } }
  }

  private(set) var accounts: [Account] = []
  private let rounding: Rounding

  /// - Parameter rounding: the order's.
  package init(_ entries: [SalesEntry], _ rounding: Rounding) {
    self.rounding = rounding
    for entry in entries { add(entry) }
  }

  /// What is left of the order, tax included, in minor units.
  package var money: Int64 { accounts.reduce(0) { $0 + $1.money } }

  func account(_ name: String) -> Account? { accounts.first { $0.subject.name == name } }

  mutating func add(_ entry: SalesEntry) {
    let index = accounts.firstIndex { $0.subject.name == entry.subject.name } ?? accounts.count
    if index == accounts.count { accounts.append(Account(subject: entry.subject)) }
    accounts[index].sold += entry.quantity
    accounts[index].returned += entry.returned
    accounts[index].net += entry.net
    if let cost = entry.cost { accounts[index].cost = (accounts[index].cost ?? 0) + cost }
    if entry.cause == .sale || entry.cause == .edit {
      accounts[index].payable += entry.net + entry.tax
      if let cost = entry.cost { accounts[index].soldCost = (accounts[index].soldCost ?? 0) + cost }
    }
    for tax in entry.taxes {
      if let place = accounts[index].taxes.firstIndex(where: { $0.title == tax.title && $0.rate == tax.rate }) {
        accounts[index].taxes[place].amount += tax.amount
        accounts[index].taxes[place].taxable += tax.taxable
      } else {
        accounts[index].taxes.append(tax)
      }
    }
  }

  /// What a placed order's change brings: for each thing what it is now, less what it was (S8).
  ///
  /// - Parameters:
  ///   - before: the rows that the order as it was would bring.
  ///   - after: the rows that it would bring now.
  package static func difference(from before: [SalesEntry], to after: [SalesEntry], at moment: Instant) -> [SalesEntry] {
    let old = Dictionary(before.map { ($0.subject.name, $0) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(after.map(\.subject.name))
    let changed = after.map { entry in old[entry.subject.name].map { entry.less($0, at: moment) } ?? entry.edited(at: moment) }
    let gone = before.filter { !kept.contains($0.subject.name) }
      .map { SalesEntry(subject: $0.subject, at: moment, cause: .edit).less($0, at: moment) }
    return (changed + gone).filter { !$0.isEmpty }
  }

  /// The rows that undo a refund which was not made after all; what came back stays back.
  package static func undoing(_ refund: [SalesEntry], at moment: Instant) -> [SalesEntry] {
    refund.map { made in
      var entry = SalesEntry(subject: made.subject, at: moment, cause: .refundFailed, refundID: made.refundID)
      entry.refunds = -made.refunds
      entry.shipping = -made.shipping
      entry.fees = -made.fees
      entry.taxes = made.taxes.map { SalesTax(title: $0.title, rate: $0.rate, taxable: -$0.taxable, amount: -$0.amount) }
      return entry
    }.filter { !$0.isEmpty }
  }

  /// The rows that give back what goods cost that are on the shelf again, apart from any money; never more than is left of it (S7).
  package func restock(_ units: [(name: String, quantity: Int64)], at moment: Instant) -> [SalesEntry] {
    units.compactMap { unit in
      guard let account = account(unit.name), let cost = cost(of: unit.quantity, account) else { return nil }
      var entry = SalesEntry(subject: account.subject, at: moment, cause: .restock)
      entry.cost = -cost
      return entry.isEmpty ? nil : entry
    }
  }

  /// What so many thousandths of a thing cost, rounded once; never more than is left of its cost (S7). Nil where nobody knows.
  func cost(of quantity: Int64, _ account: Account) -> Int64? {
    guard let sold = account.soldCost, let left = account.cost, account.sold > 0 else { return nil }
    return rounding.product(sold, quantity, dividedBy: account.sold).map { min($0, left) }
  }

  /// The rows of an order that is called off: whatever is left of it goes, and with it the cost of the goods that the shop has again.
  ///
  /// - Parameter isBack: whether the goods of a line are on the shelf again, or never left it.
  package func cancelation(at moment: Instant, isBack: (String) -> Bool) -> [SalesEntry] {
    accounts.map { account in
      var entry = account.taking(net: account.net, taxes: account.taxes.map(\.amount), at: moment, cause: .cancelation)
      if account.subject.kind == .goods, isBack(account.subject.name) {
        entry.returned = max(0, account.sold - account.returned)
        entry.cost = account.cost.map { -$0 }
      }
      return entry
    }.filter { !$0.isEmpty }
  }
}

extension SalesBook.Account {
  /// The row that takes these amounts off.
  func taking(
    net: Int64, taxes shares: [Int64], at moment: Instant, cause: SalesEntry.Cause, refundID: ID<Refund>? = nil
  ) -> SalesEntry {
    var entry = SalesEntry(subject: subject, at: moment, cause: cause, refundID: refundID)
    switch subject.kind {
    case .goods: entry.refunds = net
    case .shipping: entry.shipping = -net
    case .fee: entry.fees = -net
    }
    entry.taxes = zip(taxes, shares).map { tax, share in
      SalesTax(title: tax.title, rate: tax.rate, taxable: -net, amount: -share)
    }
    return entry
  }

  /// What `part` of what is left consists of: without tax, and each tax; together they are `part` (S6).
  func parts(of part: Int64) -> (net: Int64, taxes: [Int64]) {
    let shares = LargestRemainder.shares(of: part, weights: [net] + taxes.map(\.amount), sum: money)
    return (shares.first ?? 0, Array(shares.dropFirst()))
  }
}

extension SalesEntry {
  fileprivate func edited(at moment: Instant) -> SalesEntry {
    SalesEntry(subject: subject, at: moment, cause: .edit).adding(self, sign: 1)
  }

  fileprivate func less(_ before: SalesEntry, at moment: Instant) -> SalesEntry {
    edited(at: moment).adding(before, sign: -1)
  }

  private func adding(_ other: SalesEntry, sign: Int64) -> SalesEntry {
    var sum = self
    sum.quantity += sign * other.quantity
    sum.gross += sign * other.gross
    sum.discounts += sign * other.discounts
    sum.shipping += sign * other.shipping
    sum.fees += sign * other.fees
    sum.cost = sum.cost == nil || other.cost == nil ? nil : (sum.cost ?? 0) + sign * (other.cost ?? 0)
    for tax in other.taxes {
      if let place = sum.taxes.firstIndex(where: { $0.title == tax.title && $0.rate == tax.rate }) {
        sum.taxes[place].taxable += sign * tax.taxable
        sum.taxes[place].amount += sign * tax.amount
      } else {
        sum.taxes.append(SalesTax(title: tax.title, rate: tax.rate, taxable: sign * tax.taxable, amount: sign * tax.amount))
      }
    }
    return sum
  }
}

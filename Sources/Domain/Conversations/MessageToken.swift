/// A piece of a message that means something to an order.
struct MessageToken: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// A word in folded form.
    case word(String)
    /// A number in thousandths; `isWritten` where it was digits and not a word.
    case number(Int64, isWritten: Bool)
    /// The sign between a number and a thing: x, ×, *.
    case times
    /// A code of the shop's: the variant it belongs to.
    case code(Int32)
    /// Something that says nothing here, a price or a date.
    case noise
    case separator(Separator)
  }

  /// What ends a part, the stronger the later.
  enum Separator: Int, Sendable, Comparable {
    case comma, joint, colon, line
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  let kind: Kind
  /// Where it stands in the message, in scalars.
  let range: Range<Int>

  /// The word it is, where it is one.
  var word: String? {
    if case .word(let word) = kind { return word }
    return nil
  }

  var number: Int64? {
    if case .number(let value, _) = kind { return value }
    return nil
  }
}

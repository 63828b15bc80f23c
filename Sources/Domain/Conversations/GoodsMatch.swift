/// How well a variant fits a reading of a phrase.
struct GoodsMatch: Sendable {
  let variant: Int32
  /// How much of the words is found in it, in hundredths.
  let coverage: Int
  /// How much of its title was said, in hundredths.
  let tightness: Int
  /// How many of its options were named.
  let chosen: Int
  /// Whether a word of its title was said; otherwise only its options were.
  let isNamed: Bool
  /// Whether every option of it was named.
  let isWhole: Bool
  let quantity: Quantity

  /// The better fit; among equal ones the order of the catalogue.
  func isBetter(than other: GoodsMatch) -> Bool {
    if coverage != other.coverage { return coverage > other.coverage }
    if tightness != other.tightness { return tightness > other.tightness }
    if chosen != other.chosen { return chosen > other.chosen }
    return variant < other.variant
  }

  /// Whether the words say the same of both: nobody could tell them apart by the message.
  func ties(with other: GoodsMatch) -> Bool { coverage == other.coverage && chosen == other.chosen }
}

/// How a text looks on paper. Sizes are points.
struct TextStyle: Equatable {
  enum Edge {
    case start, end
  }

  var size: Double
  var isBold = false
  /// 0 is black, 1 is white.
  var grey = 0.0
  /// The side of its box that it keeps to, as its reader sees sides.
  var edge = Edge.start

  static let title = TextStyle(size: 19, isBold: true)
  static let shop = TextStyle(size: 15, isBold: true)
  static let body = TextStyle(size: 9.5)
  static let strong = TextStyle(size: 9.5, isBold: true)
  static let small = TextStyle(size: 8, grey: 0.36)
  static let total = TextStyle(size: 13, isBold: true)

  func at(_ edge: Edge) -> TextStyle {
    var copy = self
    copy.edge = edge
    return copy
  }
}

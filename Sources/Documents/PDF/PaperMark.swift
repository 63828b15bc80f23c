/// One thing on a sheet of paper, in points from its upper corner on the side where reading starts.
enum PaperMark {
  case text(String, TextStyle, x: Double, y: Double, width: Double)
  case rule(x: Double, y: Double, width: Double, weight: Double)
  case code(QRCode, x: Double, y: Double, size: Double)
}

/// The sheet that everything is laid out on.
enum Sheet {
  /// A4.
  static let width = 595.276
  static let height = 841.89
  static let margin = 48.0
  static let top = 46.0
  /// Nothing but the page number stands below.
  static let bottom = 790.0
  static var inner: Double { width - 2 * margin }
}

extension Refusal {
  /// 409: somebody else got the last ones. Names every line that wants the variant.
  package static func outOfStock(_ demands: [StockDemand], available: Int64) -> Refusal {
    let left = FixedPointText.write(max(0, available), places: 3)
    let message = "Only \(left) can still be sold."
    return Refusal(
      .outOfStock, message,
      failures: demands.map {
        FieldFailure(field: "lines.\($0.lineID.text).quantity", code: "out_of_stock", message: message, lineID: $0.lineID.text)
      })
  }

  /// 409: the shelf cannot hold less than what orders were promised.
  package static func stockPromised(_ promised: Int64) -> Refusal {
    Refusal(
      .outOfStock,
      """
      \(FixedPointText.write(promised, places: 3)) are promised to orders or put aside for held ones. \
      Release them first, or allow overselling.
      """)
  }
}

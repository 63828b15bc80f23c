extension Order {
  /// The total of this order, unfolded.
  ///
  /// - Throws: as ``recalculate()`` does.
  package func explained() throws(Refusal) -> OrderExplanation {
    let input = totalsInput
    let (totals, trace) = try OrderTotals.explain(input)
    return ExplanationWriter(order: self, input: input, totals: totals, steps: trace.steps).written()
  }
}

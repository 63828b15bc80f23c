/// What is left of an invoice's words when its buyer asks to be forgotten (P25). No figure changes, so it adds up and hashes as before.
extension InvoiceSnapshot {
  /// As the law keeps it: who bought, with address and tax number; without notes and phone numbers, which no tax document needs.
  package func withoutNotes() -> InvoiceSnapshot {
    var kept = self
    kept.customerNote = nil
    kept.billingAddress?.phone = nil
    kept.shippingAddress?.phone = nil
    for index in kept.lines.indices { kept.lines[index].note = nil }
    return kept
  }

  /// Of a sale that never was: nobody has to keep whom it was for.
  package func withoutBuyer() -> InvoiceSnapshot {
    var kept = withoutNotes()
    (kept.buyer, kept.billingAddress, kept.shippingAddress, kept.purchaseOrderNumber) = (nil, nil, nil, nil)
    return kept
  }
}

import Domain
import SQLEngine

/// Takes a person who asks to be forgotten off the papers of their orders (P25): the only change that is ever made to one.
struct InvoiceErasure {
  let tx: Transaction

  /// A sale that stands, or was corrected by a credit note, keeps whom it was made out to, as the law asks; anything else forgets it.
  func forgetBuyer(of customer: ID<Customer>) throws {
    let rows = try tx.rows(
      """
      SELECT invoices.order_id AS order_id, CASE WHEN orders.placed_at IS NOT NULL AND (orders.status <> 'canceled'
        OR EXISTS (SELECT 1 FROM credit_notes WHERE credit_notes.order_id = orders.id)) THEN 1 ELSE 0 END AS kept
      FROM invoices JOIN orders ON orders.id = invoices.order_id WHERE orders.customer_id = \(customer)
      """)
    for row in rows {
      let order: ID<Order> = try row.id("order_id")
      let isKept = try row.flag("kept")
      for revision in try tx.invoices.list(order) {
        let text = InvoiceSnapshotText.write(isKept ? revision.snapshot.withoutNotes() : revision.snapshot.withoutBuyer())
        try tx.execute("UPDATE invoice_revisions SET snapshot = \(text) WHERE order_id = \(order) AND revision = \(revision.revision)")
      }
      for note in try tx.creditNotes.list(order) {
        let text = InvoiceSnapshotText.write(note.snapshot.withoutNotes())
        try tx.execute("UPDATE credit_notes SET snapshot = \(text) WHERE id = \(note.id)")
      }
      for more in try tx.supplementaryInvoices.list(order) {
        let text = InvoiceSnapshotText.write(more.snapshot.withoutNotes())
        try tx.execute("UPDATE supplementary_invoices SET snapshot = \(text) WHERE id = \(more.id)")
      }
    }
  }
}

import Domain
import JSON
import SQLEngine

/// An invoice's snapshot as JSON text; whatever is written is read back the same for ever, so members may be added but never change
/// their meaning.
enum InvoiceSnapshotText {
  static func write(_ invoice: InvoiceSnapshot) -> String {
    StoredList.write { writer in
      writer.object { json in
        seller(invoice.seller, &json)
        buyer(invoice.buyer, &json)
        address("billing_address", invoice.billingAddress, &json)
        address("shipping_address", invoice.shippingAddress, &json)
        json.member("order_number", invoice.orderNumber)
        json.member("invoice_number", invoice.invoiceNumber)
        json.member("corrects", invoice.corrects)
        if let number = invoice.supplements { json.member("supplements", number) }
        if !invoice.corrections.isEmpty { json.member("corrections", array: invoice.corrections) { $0.string($1) } }
        json.member("revision", Optional(invoice.revision))
        json.member("issued_at", invoice.issuedAt?.milliseconds)
        json.member("ordered_at", Optional(invoice.orderedAt.milliseconds))
        json.member("purchase_order_number", invoice.purchaseOrderNumber)
        json.member("customer_note", invoice.customerNote)
        json.member("terms", invoice.terms)
        payment(invoice.payment, &json)
        json.member("language", invoice.language)
        json.member("time_zone", invoice.timeZone)
        json.member("currency", invoice.currency.code)
        json.member("lines", array: invoice.lines) { line($1, &$0) }
        json.member("changes", array: invoice.changes) { change($1, &$0) }
        json.key("delivery")
        if let delivery = invoice.delivery { change(delivery, &json) } else { json.null() }
        json.member("taxes", array: invoice.taxes) { tax($1, &$0) }
        json.member("tax_total", Optional(invoice.taxTotal))
        json.member("total", Optional(invoice.total))
      }
    }
  }

  private static func seller(_ seller: InvoiceSnapshot.Seller, _ json: inout JSONWriter) {
    json.member("seller") {
      $0.member("shop_name", seller.shopName)
      $0.member("legal_name", seller.legalName)
      $0.member("tax_id", seller.taxID)
      address("address", seller.address, &$0)
      $0.member("email", seller.email)
      $0.member("phone", seller.phone)
      $0.member("footer", seller.footer)
      if let bank = seller.bank {
        $0.member("bank") { StoredBankAccount.write(bank, &$0) }
      }
    }
  }

  private static func buyer(_ buyer: InvoiceSnapshot.Buyer?, _ json: inout JSONWriter) {
    guard let buyer else { return json.member("buyer", JSON.null) }
    json.member("buyer") {
      $0.member("name", buyer.name)
      $0.member("company", buyer.company)
      $0.member("tax_id", buyer.taxID)
    }
  }

  private static func address(_ name: JSONKey, _ address: Address?, _ json: inout JSONWriter) {
    json.key(name)
    if let address { StoredAddress.write(address, to: &json) } else { json.null() }
  }

  private static func payment(_ payment: PaymentPromise?, _ json: inout JSONWriter) {
    guard let payment else { return json.member("payment", JSON.null) }
    json.member("payment") {
      $0.member("title", payment.title)
      $0.member("due_on", payment.dueOn.text)
      $0.member("parts", array: payment.parts) { writer, part in
        writer.object {
          $0.member("amount", Optional(part.amount))
          $0.member("due_on", part.dueOn.text)
          $0.member("deposit", part.isDeposit)
        }
      }
    }
  }

  private static func line(_ line: InvoiceLine, _ writer: inout JSONWriter) {
    writer.object { json in
      json.member("title", line.title)
      json.member("sku", line.sku)
      json.member("note", line.note)
      json.member("unit", line.unit)
      json.member("quantity", Optional(line.quantity.thousandths))
      json.member("unit_price", Optional(line.unitPrice.tenThousandths))
      json.member("price_includes_tax", line.priceIncludesTax)
      json.member("cycle", line.cycle?.interval.rawValue)
      json.member("cycle_count", line.cycle?.count)
      json.member("reductions", array: line.reductions) { writer, reduction in
        writer.object {
          $0.member("title", reduction.title)
          $0.member("amount", Optional(reduction.amount))
        }
      }
      json.member("rates", array: line.rates) { $0.integer($1.partsPerMillion) }
      json.member("amount", Optional(line.amount))
      json.member("total", Optional(line.total))
    }
  }

  private static func change(_ change: InvoiceChange, _ writer: inout JSONWriter) {
    writer.object {
      $0.member("kind", change.kind)
      $0.member("title", change.title)
      $0.member("amount", Optional(change.amount))
    }
  }

  private static func tax(_ tax: InvoiceTax, _ writer: inout JSONWriter) {
    writer.object {
      $0.member("title", tax.title)
      $0.member("rate", Optional(tax.rate.partsPerMillion))
      $0.member("includes_tax", tax.includesTax)
      $0.member("taxable", Optional(tax.taxable))
      $0.member("amount", Optional(tax.amount))
    }
  }
}

import Documents
import Domain
package import UseCases

/// The words in which an invoice reaches its customer by e-mail, by SMS or in a conversation.
package struct InvoiceLetters: Sendable {
  let papers: InvoicePapers
  let languages: Languages

  /// The message of a sending: the sender's own words or the shop's usual ones, then what is in the invoice. By SMS and in a
  /// conversation just who, how much and the link.
  package var invoice: InvoiceLetter {
    { revision, request in
      let invoice = revision.snapshot
      let document = papers.document(invoice, link: CheckoutLink.placeholder, isSuperseded: false)
      let texts = languages.texts(invoice.language)
      let facts = ["shop": document.shopName, "number": invoice.invoiceNumber ?? invoice.orderNumber, "total": document.total.value]
      let greeting = request.message ?? texts.say("invoice.letter", facts)
      var message: NewMessage
      switch request.way {
      case .sms:
        let words = request.message ?? texts.say("invoice.sms", facts)
        message = NewMessage(
          kind: .invoice, channel: .sms, recipient: request.recipient ?? "", text: "\(words)\n\(CheckoutLink.placeholder)")
      case .conversation:
        let words = request.message ?? texts.say("invoice.chat", facts)
        message = NewMessage(
          kind: .invoice, channel: .conversation, recipient: request.recipient ?? "", text: "\(words)\n\(CheckoutLink.placeholder)")
      case .email, .link:
        message = NewMessage(
          kind: .invoice, channel: .email, recipient: request.recipient ?? "", subject: texts.say("invoice.subject", facts),
          text: "\(greeting)\n\n\(document.text())")
        message.attachments = [.invoice(revision.orderID, revision: revision.revision)]
      }
      message.orderID = revision.orderID
      return message
    }
  }
}

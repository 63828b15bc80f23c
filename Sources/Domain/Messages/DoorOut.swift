/// What somebody has to set so that messages can leave; the raw value is its name in the settings, in capitals behind `COUNTERFOIL_` its
/// variable in the environment, which wins.
package enum DoorOut: String, Sendable, CaseIterable {
  case mailServer = "smtp_url"
  case mailSender = "mail_from"
  case smsGateway = "sms_url"

  /// Why a text cannot be what this door needs; nil when it can.
  package func problem(with text: String) -> String? {
    switch self {
    case .mailServer:
      MailServer(text) == nil ? "An address such as smtp://user:password@mail.example:587?starttls=required." : nil
    case .mailSender:
      MailSender(text) == nil ? "An address such as hello@shop.example, or Shop <hello@shop.example>." : nil
    case .smsGateway:
      SMSGateway(text) == nil ? "An address such as https://account:token@api.twilio.com?from=%2B441632960000." : nil
    }
  }
}

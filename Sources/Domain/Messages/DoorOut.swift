/// What somebody has to set so that messages can leave and cards be charged; the raw value is its name in the settings, in capitals behind `COUNTERFOIL_` its
/// variable in the environment, which wins.
package enum DoorOut: String, Sendable, CaseIterable {
  case mailServer = "smtp_url"
  case mailSender = "mail_from"
  case smsGateway = "sms_url"
  case stripeBase = "stripe_api_base"
  case stripeKey = "stripe_secret_key"
  case stripeHookSecret = "stripe_webhook_secret"

  /// Why a text cannot be what this door needs; nil when it can.
  package func problem(with text: String) -> String? {
    switch self {
    case .mailServer:
      MailServer(text) == nil ? "An address such as smtp://user:password@mail.example:587?starttls=required." : nil
    case .mailSender:
      MailSender(text) == nil ? "An address such as hello@shop.example, or Shop <hello@shop.example>." : nil
    case .smsGateway:
      SMSGateway(text) == nil ? "An address such as https://account:token@api.twilio.com?from=%2B441632960000." : nil
    case .stripeBase:
      StripeBase.read(text) == nil ? "An address without a path, such as \(StripeBase.standard)." : nil
    case .stripeKey:
      StripeKey(text) == nil ? "A secret key such as sk_live_… or rk_live_…, or one of Stripe's test mode." : nil
    case .stripeHookSecret:
      StripeHookSecrets(text) == nil ? "The signing secret of the endpoint, such as whsec_…; of several, with commas between." : nil
    }
  }

  /// Doors whose word is a secret as a whole, so that nothing of it is ever shown.
  package var isSecret: Bool { self == .stripeKey || self == .stripeHookSecret }

  /// The doors by which messages leave.
  package static let messages: [DoorOut] = [.mailServer, .mailSender, .smsGateway]
  /// The doors to whoever takes cards.
  package static let payments: [DoorOut] = [.stripeBase, .stripeKey, .stripeHookSecret]
}

/// What somebody has to set so that messages can leave, chats come in and cards be charged; the raw value is its name in the settings, in capitals behind `COUNTERFOIL_` its
/// variable in the environment, which wins.
package enum DoorOut: String, Sendable, CaseIterable {
  case mailServer = "smtp_url"
  case mailSender = "mail_from"
  case smsGateway = "sms_url"
  case stripeBase = "stripe_api_base"
  case stripeKey = "stripe_secret_key"
  case stripeHookSecret = "stripe_webhook_secret"
  case lineBase = "line_api_base"
  case lineSecret = "line_channel_secret"
  case lineToken = "line_channel_token"
  case graphBase = "graph_api_base"
  case metaAppSecret = "meta_app_secret"
  case metaVerifyToken = "meta_verify_token"
  case metaPageToken = "meta_page_token"

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
    case .lineBase: ChatBase(text) == nil ? "An address such as \(ChatBase.line)." : nil
    case .graphBase: ChatBase(text) == nil ? "An address such as \(ChatBase.graph)." : nil
    case .lineSecret: SigningSecrets(text) == nil ? "The channel secret, as LINE shows it; of several, with commas between." : nil
    case .metaAppSecret: SigningSecrets(text) == nil ? "The app secret, as Meta shows it; of several, with commas between." : nil
    case .lineToken: ChatToken(text) == nil ? "A channel access token: letters, digits and signs, without blanks." : nil
    case .metaPageToken:
      PageTokens(text) == nil
        ? "A page access token, without blanks; of several pages each behind its page's id, such as 1234567=EAAG…, with commas between."
        : nil
    case .metaVerifyToken: ChatToken(text) == nil ? "A word of your own choice without blanks." : nil
    }
  }

  /// Doors whose word is a secret as a whole, so that nothing of it is ever shown.
  package var isSecret: Bool {
    switch self {
    case .stripeKey, .stripeHookSecret, .lineSecret, .lineToken, .metaAppSecret, .metaVerifyToken, .metaPageToken: true
    case .mailServer, .mailSender, .smsGateway, .stripeBase, .lineBase, .graphBase: false
    }
  }

  /// The doors by which messages leave.
  package static let messages: [DoorOut] = [.mailServer, .mailSender, .smsGateway]
  /// The doors to whoever takes cards.
  package static let payments: [DoorOut] = [.stripeBase, .stripeKey, .stripeHookSecret]
  /// The doors to LINE, and by which it speaks to the shop.
  package static let line: [DoorOut] = [.lineBase, .lineSecret, .lineToken]
  /// The doors to Messenger and Instagram, and by which they speak to the shop.
  package static let meta: [DoorOut] = [.graphBase, .metaAppSecret, .metaVerifyToken, .metaPageToken]
}

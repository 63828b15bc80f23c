package import Domain

/// How the shop speaks with Stripe, as it stands: from the environment, else from the settings.
package struct StripeDoor: Sendable, Equatable {
  package let base: OutboundURL?
  /// Whether the operator of the machine named the address, be it inside.
  package let isBaseTrusted: Bool
  /// Nil where cards are not taken.
  package let key: StripeKey?
  /// Empty where nothing that arrives can be believed.
  package let hookSecrets: [String]

  /// A key goes only to an address that stands where the key stands: whoever may change settings must not lead the machine's own key
  /// elsewhere.
  init(environment: [DoorOut: String], settings: [DoorOut: String]) {
    let isOperators = environment[.stripeKey] != nil
    key = (environment[.stripeKey] ?? settings[.stripeKey]).flatMap(StripeKey.init)
    let named = environment[.stripeBase]
    isBaseTrusted = named != nil
    base = StripeBase.read(named ?? (isOperators ? nil : settings[.stripeBase]) ?? StripeBase.standard)
    hookSecrets = (environment[.stripeHookSecret] ?? settings[.stripeHookSecret]).flatMap(StripeHookSecrets.init)?.texts ?? []
  }
}

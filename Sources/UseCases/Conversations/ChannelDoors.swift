package import Domain

/// How the shop speaks with LINE, as it stands: from the environment, else from the settings.
package struct LineDoor: Sendable, Equatable {
  package let base: ChatBase?
  /// Where LINE keeps what people sent.
  package let contentBase: ChatBase?
  /// Whether the operator of the machine named the address, be it inside.
  package let isBaseTrusted: Bool
  /// Nil where nothing can be sent.
  package let token: ChatToken?
  /// Empty where nothing that arrives can be believed.
  package let secrets: [String]

  init(environment: [DoorOut: String], settings: [DoorOut: String]) {
    let place = ChatPlace(.lineBase, standard: ChatBase.line, key: .lineToken, environment: environment, settings: settings)
    base = place.base
    isBaseTrusted = place.isTrusted
    contentBase = place.base?.text == ChatBase.line ? ChatBase(ChatBase.lineContent) : place.base
    token = (environment[.lineToken] ?? settings[.lineToken]).flatMap(ChatToken.init)
    secrets = (environment[.lineSecret] ?? settings[.lineSecret]).flatMap(SigningSecrets.init)?.texts ?? []
  }

  package var isReady: Bool { token != nil && base != nil }
  package var hears: Bool { !secrets.isEmpty }
}

/// How the shop speaks with Messenger and Instagram, as it stands.
package struct MetaDoor: Sendable, Equatable {
  package let base: ChatBase?
  /// Whether the operator of the machine named the address, be it inside.
  package let isBaseTrusted: Bool
  /// Nil where nothing can be sent.
  package let tokens: PageTokens?
  /// Empty where nothing that arrives can be believed.
  package let secrets: [String]
  /// What Meta proves itself with when the webhook's address is entered there.
  package let verifyToken: String?

  init(environment: [DoorOut: String], settings: [DoorOut: String]) {
    let place = ChatPlace(.graphBase, standard: ChatBase.graph, key: .metaPageToken, environment: environment, settings: settings)
    base = place.base
    isBaseTrusted = place.isTrusted
    tokens = (environment[.metaPageToken] ?? settings[.metaPageToken]).flatMap(PageTokens.init)
    secrets = (environment[.metaAppSecret] ?? settings[.metaAppSecret]).flatMap(SigningSecrets.init)?.texts ?? []
    verifyToken = (environment[.metaVerifyToken] ?? settings[.metaVerifyToken]).flatMap(ChatToken.init)?.text
  }

  package var isReady: Bool { tokens != nil && base != nil }
  package var hears: Bool { !secrets.isEmpty }

  /// Whether an account is the shop's: any where none is named.
  package func speaks(for account: String) -> Bool { tokens.map { $0.token(of: account) != nil } ?? true }
}

/// Where a service is spoken to. A key goes only to an address that stands where the key stands: whoever may change settings must not lead
/// the machine's own key elsewhere.
private struct ChatPlace {
  let base: ChatBase?
  let isTrusted: Bool

  init(_ door: DoorOut, standard: String, key: DoorOut, environment: [DoorOut: String], settings: [DoorOut: String]) {
    let named = environment[door]
    isTrusted = named != nil
    base = ChatBase(named ?? (environment[key] != nil ? nil : settings[door]) ?? standard)
  }
}

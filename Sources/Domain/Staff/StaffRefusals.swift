extension Refusal {
  /// 403 for good: no PIN of a colleague changes it.
  package static func forbidden(_ action: Action) -> Refusal {
    Refusal(.forbidden, "Your role does not allow this (\(action.rawValue)).")
  }

  /// 403 that an approval for `action` turns into a yes.
  package static func approvalRequired(_ action: Action) -> Refusal {
    Refusal(
      .approvalRequired, "A manager has to approve this.",
      failures: [FieldFailure(field: "X-Approval", code: action.rawValue, message: "Needs the approval \(action.rawValue).")])
  }

  /// 401, the same words whatever was wrong, so that an answer tells nothing about who exists.
  package static let signInFailed = Refusal(.unauthenticated, "These details do not match. Check them and try again.")

  /// 401 where no credential, or none that counts, was sent.
  package static let unauthenticated = Refusal(.unauthenticated, "Sign in, or send a valid token.")

  /// 429 after too many wrong PINs or passwords.
  package static func tooManyAttempts(retryAfterSeconds: Int) -> Refusal {
    Refusal(
      .rateLimited, "Too many attempts. Wait a little, then try again.", extra: .retryAfter(seconds: max(1, retryAfterSeconds)))
  }

  /// 429 once a PIN has been guessed at too often from one till: only the password opens it again.
  package static func passwordNeeded(retryAfterSeconds: Int) -> Refusal {
    Refusal(
      .rateLimited, "Too many wrong PINs. Sign in with e-mail and password, or ask a manager to set a new PIN.",
      extra: .retryAfter(seconds: max(1, retryAfterSeconds)))
  }
}

extension Refusal {
  /// 409: two people cannot sign in with one address.
  package static let emailTaken = Refusal(
    .conflict, "Somebody else signs in with this e-mail address.",
    failures: [FieldFailure(field: "email", code: "taken", message: "This e-mail address is taken.")])

  /// 410: a set-up or reset link that was used, replaced or has run out, or never was.
  package static let linkGone = Refusal(.gone, "This link was used or has run out. Ask for a new one.")

  /// 409 once somebody works here.
  package static let alreadySetUp = Refusal(.alreadySetUp, "This shop is set up already. Sign in instead.")

  /// 409: a shop without an owner could not be managed by anybody.
  package static let lastOwner = Refusal(.conflict, "This is the only owner. Make somebody else an owner first.")

  /// 403: nobody hands out more than they have.
  package static let notYoursToGrant = Refusal(.forbidden, "You cannot give or change a role above your own.")
}

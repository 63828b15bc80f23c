import Domain
import Secrets

extension Shop {
  /// Compares in the hasher's line; a full line is `overloaded`, to be tried again.
  func isSecret(_ bytes: [UInt8], hash: String?) async throws -> Bool {
    do {
      return try await credentials.hasher.verify(bytes, against: hash)
    } catch is PasswordHasher.Busy {
      throw Refusal.signInBusy
    }
  }

  func hash(_ bytes: [UInt8]) async throws -> String {
    do {
      return try await credentials.hasher.hash(bytes)
    } catch is PasswordHasher.Busy {
      throw Refusal.signInBusy
    }
  }
}

extension Password {
  /// Reads a new password, or refuses it by the field it came in.
  static func chosen(_ text: String, field: String) throws -> Password {
    do {
      return try Password(new: text)
    } catch .tooShort {
      throw Refusal.invalid(field, "too_short", "A password needs at least \(Password.minimumScalars) characters.")
    } catch .tooLong {
      throw Refusal.invalid(
        field, "too_long", "A password has at most \(Password.maximumScalars) characters and \(Password.maximumBytes) bytes.")
    } catch .wellKnown {
      throw Refusal.invalid(field, "well_known", "This password is among the first that are guessed. Choose another one.")
    }
  }
}

extension Refusal {
  static let signInBusy = Refusal(
    .overloaded, "Too many people are signing in. Try again in a moment.", extra: .retryAfter(seconds: 2))
}

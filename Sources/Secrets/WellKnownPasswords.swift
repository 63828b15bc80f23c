/// Passwords that every guesser tries first, as far as they are long enough to be accepted at all.
enum WellKnownPasswords {
  /// Letter case and digits or marks at the end make no difference: `Password1!` is `password`.
  static func contains(_ text: String) -> Bool {
    let lower = text.lowercased()
    if list.contains(lower) { return true }
    let stem = String(lower.reversed().drop { !$0.isLetter }.reversed())
    if stem.isEmpty { return isMonotonous(lower) }
    return stems.contains(stem) || isMonotonous(lower)
  }

  /// One character over and over.
  private static func isMonotonous(_ text: String) -> Bool { Set(text.unicodeScalars).count == 1 }

  private static let stems: Set<String> = [
    "password", "passwort", "passw", "passwd", "qwerty", "qwertyuiop", "letmein", "welcome", "admin", "administrator", "iloveyou",
    "counterfoil", "changeme", "secret", "sunshine", "princess", "football", "baseball", "superman", "trustno", "dragon", "monkey",
    "shop", "cashier", "manager", "owner", "register",
  ]

  private static let list: Set<String> = [
    "12345678", "123456789", "1234567890", "87654321", "987654321", "11223344", "12341234", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx",
    "qazwsxedc", "asdfghjkl", "zxcvbnm1", "abcd1234", "abc12345", "a1b2c3d4", "p@ssw0rd", "p@ssword", "passw0rd", "pa55word",
    "12344321", "01234567", "0123456789", "1234qwer", "qwer1234", "asdf1234", "zaq12wsx", "q1w2e3r4", "password",
  ]
}

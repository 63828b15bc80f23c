import CArgon2

/// Argon2id through libargon2: 19 MiB, two passes, one lane; hashes are PHC strings that carry their own parameters.
enum Argon2 {
  private static let passes: UInt32 = 2
  private static let kibibytes: UInt32 = 19_456
  private static let saltBytes = 16
  private static let hashBytes = 32

  struct Failure: Error {
    let code: Int32
  }

  static func hash(_ password: [UInt8]) throws(Failure) -> String {
    var random = SystemRandomNumberGenerator()
    let salt = (0..<saltBytes).map { _ in UInt8.random(in: 0...255, using: &random) }
    var text = [CChar](repeating: 0, count: argon2_encodedlen(passes, kibibytes, 1, UInt32(saltBytes), UInt32(hashBytes), Argon2_id))
    let code = argon2id_hash_encoded(
      passes, kibibytes, 1, password, password.count, salt, salt.count, hashBytes, &text, text.count)
    guard code == 0 else { throw Failure(code: code) }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  static func verify(_ password: [UInt8], against encoded: String) -> Bool {
    argon2id_verify(encoded, password, password.count) == 0
  }
}

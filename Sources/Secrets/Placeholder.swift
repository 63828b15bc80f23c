private import Crypto
private import CArgon2

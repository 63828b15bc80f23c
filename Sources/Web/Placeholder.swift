private import Hummingbird
private import HummingbirdTLS
private import Mustache
private import NIOSSL

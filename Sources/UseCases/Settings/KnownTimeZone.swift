import Domain
import Foundation

extension UnitOfWork {
  /// Refuses a time zone that this machine has no rules for: its business days could not be told.
  func requireKnownTimeZone(_ name: String?) throws(Refusal) {
    guard let name, TimeZone(identifier: name) == nil else { return }
    throw .invalid("time_zone", "unknown", "There is no time zone of this name. Take one such as Europe/London.")
  }
}

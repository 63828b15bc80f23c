package import Domain
import Stores

/// A notice with what it is shown with.
package struct ShownAlert: Sendable {
  package let alert: Alert
  package let sight: AlertSight
}

extension UnitOfWork {
  /// Most notices that are acknowledged by one call.
  package static let mostAlerts = 200

  /// Says that somebody has seen a notice, on whatever device; it rings nowhere any more. The second to say so gets who was quicker.
  ///
  /// - Throws: ``RefusalCode/notFound`` for a notice of another location.
  package func acknowledgeAlert(_ id: ID<Alert>) throws -> ShownAlert {
    try principal.require(.acknowledgeAlerts)
    guard let alert = try tx.alerts.find([id], at: principal.locationID).first else { throw Refusal.notFound("notice") }
    _ = try acknowledge(alert)
    guard let shown = try shown([id]).first else { throw Refusal.notFound("notice") }
    return shown
  }

  /// Says so of several: of those named, so that what came in after somebody looked stays, or of all that exist for them.
  ///
  /// - Parameter ids: nil for all.
  /// - Returns: each of them as it is now, the newest first.
  /// - Throws: `validationFailed` for one that does not exist for the principal; then nothing is acknowledged.
  package func acknowledgeAlerts(_ ids: [ID<Alert>]?) throws -> [ShownAlert] {
    try principal.require(.acknowledgeAlerts)
    let location = principal.locationID
    let alerts = try ids.map { try tx.alerts.find($0, at: location) } ?? tx.alerts.open(at: location, limit: Self.mostAlerts)
    if let ids, let missing = ids.firstIndex(where: { id in !alerts.contains { $0.id == id } }) {
      throw Refusal.invalid("alert_ids[\(missing)]", "unknown", "There is no such notice.")
    }
    for alert in alerts { _ = try acknowledge(alert) }
    return try shown(alerts.map(\.id))
  }

  /// One conditional write: of two devices one is told that it was the first, and everybody hears of it once.
  func acknowledge(_ alert: Alert) throws -> Bool {
    let word = Alert.Acknowledgement(at: now, actorKind: principal.actorKind, actorID: principal.actorID)
    guard try tx.alerts.acknowledge(alert.id, by: word) else { return false }
    try record("alert.acknowledged", alert.eventObject, at: alert.locationID, data: alert.eventData)
    return true
  }

  private func shown(_ ids: [ID<Alert>]) throws -> [ShownAlert] {
    try withSights(try tx.alerts.find(ids, at: principal.locationID))
  }
}

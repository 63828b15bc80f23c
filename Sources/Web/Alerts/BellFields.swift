import Domain

extension Fields {
  /// How notices for staff sound, among the settings of the shop.
  func bellSettings(_ changes: inout Changes<ShopSettings>) {
    set(\.bell.hasSound, in: &changes, "alert_sound") { $0.bool($1) }
    set(\.bell.volume, in: &changes, "alert_volume") { $0.integer($1, in: AlertBell.volumes) }
    set(\.bell.repeatSeconds, in: &changes, "alert_repeat_seconds") { $0.integer($1, in: AlertBell.pauses) }
    clear(\.bell.quietFrom, in: &changes, "alert_quiet_from") { $0.timeOfDay($1) }
    clear(\.bell.quietTo, in: &changes, "alert_quiet_to") { $0.timeOfDay($1) }
    guard let kinds = object("alert_kinds", nullable: false) else { return }
    for kind in Alert.Kind.allCases {
      if let rings = kinds.bool(kind.rawValue) { changes.set(\.bell[rings: kind], to: rings) }
    }
  }
}

import Domain
import JSON
import UseCases

/// A notice for staff, and how it sounds, in words for a program.
enum AlertJSON {
  static func write(_ shown: ShownAlert, to writer: inout JSONWriter) {
    let (alert, sight) = (shown.alert, shown.sight)
    writer.object { json in
      json.member("id", alert.id.text)
      json.member("kind", alert.kind.rawValue)
      json.member("order_id", alert.orderID?.text)
      json.member("conversation_id", alert.conversationID?.text)
      json.member("order_number", sight.orderNumber)
      json.member("channel", sight.channel.rawValue)
      json.member("customer_name", sight.customerName)
      json.member("display_status", sight.displayStatus?.rawValue)
      json.member("text", sight.text)
      json.member("order_openable", sight.isOpenable)
      json.member("amount", alert.amount?.minorUnits)
      json.member("currency", alert.amount?.currency.code)
      json.member("location_id", alert.locationID?.text)
      json.member("created_at", alert.createdAt.text)
      json.member("acknowledged_at", alert.acknowledgement?.at.text)
      if let word = alert.acknowledgement {
        json.member("acknowledged_by") { actor in
          actor.member("kind", word.actorKind)
          actor.member("id", word.actorID)
          actor.member("name", sight.acknowledgedBy)
        }
      } else {
        json.key("acknowledged_by")
        json.null()
      }
    }
  }

  static func write(_ state: BellState, to writer: inout JSONWriter) {
    let bell = state.bell
    writer.object { json in
      json.member("sound", bell.hasSound)
      json.member("volume", Optional(bell.volume))
      json.member("repeat_seconds", Optional(bell.repeatSeconds))
      json.member("kinds") { kinds(of: bell, to: &$0) }
      json.member("quiet", state.isQuiet)
      json.member("changes_at", state.changesAt?.text)
    }
  }

  /// The part of the shop's settings that is about notices for staff.
  static func writeSettings(_ bell: AlertBell, to json: inout JSONWriter) {
    json.member("alert_sound", bell.hasSound)
    json.member("alert_volume", Optional(bell.volume))
    json.member("alert_repeat_seconds", Optional(bell.repeatSeconds))
    json.member("alert_quiet_from", bell.quietFrom.map(ShopSettings.time(ofMinutes:)))
    json.member("alert_quiet_to", bell.quietTo.map(ShopSettings.time(ofMinutes:)))
    json.member("alert_kinds") { kinds(of: bell, to: &$0) }
  }

  /// Which kinds ring.
  private static func kinds(of bell: AlertBell, to json: inout JSONWriter) {
    for kind in Alert.Kind.allCases { json.member(.given(kind.rawValue), bell[rings: kind]) }
  }
}

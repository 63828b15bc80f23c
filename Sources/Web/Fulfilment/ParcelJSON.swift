import Domain
import JSON

/// Weight and sides, in and out: `{weight_g, length_mm, width_mm, height_mm}`.
enum ParcelJSON {
  static func write(_ parcel: Parcel, to json: inout JSONWriter) {
    json.member("weight_g", parcel.weight)
    json.member("length_mm", parcel.length)
    json.member("width_mm", parcel.width)
    json.member("height_mm", parcel.height)
  }

  /// Under a name; null where nothing is known.
  static func member(_ name: JSONKey, _ parcel: Parcel?, to json: inout JSONWriter) {
    guard let parcel, !parcel.isEmpty else { return json.member(name, JSON.null) }
    json.member(name) { write(parcel, to: &$0) }
  }
}

extension Fields {
  /// This object as a parcel; each part may be missing.
  func parcel() -> Parcel {
    Parcel(
      weight: integer("weight_g", in: 0...Parcel.weightLimit, nullable: true),
      length: integer("length_mm", in: 1...Parcel.sideLimit, nullable: true),
      width: integer("width_mm", in: 1...Parcel.sideLimit, nullable: true),
      height: integer("height_mm", in: 1...Parcel.sideLimit, nullable: true))
  }
}

/// The drawings of the demo's goods, by their SKU; they come with the program's own files.
enum DemoPictures {
  /// Where a browser finds the drawing of a thing; nil for what has none, such as advice.
  static func path(of sku: String) -> String? {
    drawings[sku].map { "/assets/goods/\($0).svg" }
  }

  private static let drawings = [
    "PLT-LAV-2L": "lavender", "PLT-ROS-12": "herb", "PLT-BAZ": "herb", "PLT-HYD-5L": "shrub", "PLT-OLV": "tree", "PLT-ORC": "orchid",
    "PLT-MON-17": "monstera", "POT-TC-24": "pot", "POT-TS-24": "saucer", "POT-GL": "planter", "POT-ZOF": "planter", "POT-AR-01": "pot",
    "POT-HB": "hanging", "POT-WB-80": "window-box", "SOL-TH-20": "soil", "SOL-LAWN": "seed-sack", "SOL-BIRD": "seed-sack",
    "SOL-BARK": "soil", "SOL-TOM": "bottle", "SOL-UNI": "soil", "SOL-BFB": "soil", "TLS-ZBIK": "secateurs", "TLS-LOP": "trowel",
    "TLS-GLV": "gloves", "TLS-FRK": "fork", "TLS-SPD": "spade", "TLS-JUT": "twine", "TLS-TH-01": "secateurs", "TLS-KNE": "pad",
    "WAT-CAN-8": "can", "WAT-HOSE-15": "hose", "WAT-HOSE-M": "hose", "WAT-KID": "can-small", "WAT-RAIN": "gauge", "WAT-DRIP": "hose",
    "LGT-STR-10": "lights", "LGT-LAN": "lantern", "LGT-SOL": "solar", "LGT-CIT": "candle", "LGT-FAN": "fanous",
    "LGT-PAP": "paper-lantern", "HOM-MUG": "mug", "HOM-BSK": "basket", "HOM-KAR": "birdhouse", "HOM-TWL": "towel", "HOM-HON": "jar",
    "HOM-TEA": "tea", "HOM-TRY": "tray", "SEA-TUL": "bulbs", "SEA-AMA": "gift", "SEA-SPR": "spruce", "SEA-STR": "star",
    "SEA-WRE": "wreath", "SEA-WLD": "packet", "SRV-WRAP": "wrap",
  ]
}

import Domain

/// What the demo shop sells: nine rooms of a garden shop, in four scripts, with weighed goods, variants, one sold out and one nearly.
enum DemoGoods {
  static let all: [DemoProduct] = plants + pots + soil + tools + watering + lighting + home + seasonal + services

  private typealias Item = DemoProduct

  private static let plants: [DemoProduct] = [
    Item("Lavender ‘Hidcote’ 2 L", "Plants", "PLT-LAV-2L", 690, stock: 48).reduced.tagged("perennial", "bees"),
    Item("Rosemary, pot 12 cm", "Plants", "PLT-ROS-12", 420, stock: 36).reduced.tagged("herb"),
    Item("Bazylia w doniczce", "Plants", "PLT-BAZ", 290, stock: 40).reduced.tagged("herb"),
    Item("Hydrangea ‘Limelight’ 5 L", "Plants", "PLT-HYD-5L", 2490, stock: 12).reduced.tagged("shrub"),
    Item(
      "Olive tree, standard", "Plants", "PLT-OLV", option: "Height",
      [
        .init(value: "80 cm", price: 3900, stock: 6), .init(value: "120 cm", price: 7900, stock: 3),
      ]
    ).reduced,
    Item("กล้วยไม้หวาย", "Plants", "PLT-ORC", 1650, stock: 9).reduced.tagged("indoor"),
    Item("Monstera deliciosa 17 cm", "Plants", "PLT-MON-17", 1890, stock: 14).reduced.tagged("indoor"),
  ]

  private static let pots: [DemoProduct] = [
    Item("Terracotta pot 24 cm", "Pots & planters", "POT-TC-24", 1490, stock: 60),
    Item("Terracotta saucer 24 cm", "Pots & planters", "POT-TS-24", 550, stock: 60),
    Item(
      "Glazed planter", "Pots & planters", "POT-GL", option: "Colour",
      [
        .init(value: "Sage", price: 3450, stock: 8), .init(value: "Ink", price: 3450, stock: 5),
        .init(value: "Ochre", price: 3650, stock: 7),
      ]),
    Item("Doniczka ceramiczna Zofia", "Pots & planters", "POT-ZOF", 1990, stock: 16),
    Item("أصيص فخار مزخرف", "Pots & planters", "POT-AR-01", 2750, stock: 10),
    Item("Hanging basket, coir", "Pots & planters", "POT-HB", 1290, stock: 22),
    Item("Window box 80 cm", "Pots & planters", "POT-WB-80", 1790, stock: 18),
  ]

  private static let soil: [DemoProduct] = [
    Item("ดินปลูกผสมพิเศษ 20 ลิตร", "Soil & feed", "SOL-TH-20", 850, stock: 70),
    Item("Lawn seed, shade mix", "Soil & feed", "SOL-LAWN", 620, stock: 85).per(.kg).reduced.tagged("weighed"),
    Item("Bird seed, winter mix", "Soil & feed", "SOL-BIRD", 345, stock: 60).per(.kg).reduced.tagged("weighed"),
    Item("Pine bark mulch 60 L", "Soil & feed", "SOL-BARK", 1150, stock: 45),
    Item("Tomato feed 1 L", "Soil & feed", "SOL-TOM", 790, stock: 30),
    Item(
      "Ziemia uniwersalna", "Soil & feed", "SOL-UNI", option: "Size",
      [
        .init(value: "20 L", price: 590, stock: 50), .init(value: "50 L", price: 1090, stock: 40),
      ]),
    Item("Blood, fish and bone", "Soil & feed", "SOL-BFB", 480, stock: 25).per(.kg).tagged("weighed"),
  ]

  private static let tools: [DemoProduct] = [
    Item("Sekator ogrodowy Żbik 22 cm", "Tools", "TLS-ZBIK", 3200, stock: 17),
    Item("Łopatka do przesadzania", "Tools", "TLS-LOP", 940, stock: 28),
    Item(
      "Garden gloves", "Tools", "TLS-GLV", option: "Size",
      [
        .init(value: "S", price: 1100, stock: 12), .init(value: "M", price: 1100, stock: 20), .init(value: "L", price: 1100, stock: 15),
      ]),
    Item("Hand fork, ash handle", "Tools", "TLS-FRK", 1250, stock: 19),
    Item("Border spade, stainless", "Tools", "TLS-SPD", 4450, stock: 7),
    Item("Jute twine 100 m", "Tools", "TLS-JUT", 430, stock: 55),
    Item("กรรไกรตัดกิ่ง", "Tools", "TLS-TH-01", 1890, stock: 11),
    Item("Kneeling pad", "Tools", "TLS-KNE", 990, stock: 23),
  ]

  private static let watering: [DemoProduct] = [
    Item("Watering can 8 L, zinc", "Watering", "WAT-CAN-8", 2750, stock: 2),
    Item("Hose set 15 m with nozzle", "Watering", "WAT-HOSE-15", 3990, stock: 13),
    Item("Garden hose, by the metre", "Watering", "WAT-HOSE-M", 195, stock: 120).per(.m),
    Item("Konewka dziecięca 1,5 L", "Watering", "WAT-KID", 890, stock: 16),
    Item("Rain gauge, glass", "Watering", "WAT-RAIN", 690, stock: 20),
    Item("Drip irrigation starter set", "Watering", "WAT-DRIP", 5490, stock: 5),
  ]

  private static let lighting: [DemoProduct] = [
    Item("String lights 10 m, warm white", "Lighting", "LGT-STR-10", 2400, stock: 26),
    Item("Lantern, brass finish", "Lighting", "LGT-LAN", 4550, stock: 0),
    Item("Solar path light", "Lighting", "LGT-SOL", 1290, stock: 34),
    Item("Citronella candle", "Lighting", "LGT-CIT", 790, stock: 44),
    Item("فانوس رمضان", "Lighting", "LGT-FAN", 1990, stock: 15),
    Item("Lampion papierowy", "Lighting", "LGT-PAP", 590, stock: 32),
  ]

  private static let home: [DemoProduct] = [
    Item("Mug, speckled stoneware", "Home", "HOM-MUG", 1250, stock: 38),
    Item("Willow basket, medium", "Home", "HOM-BSK", 1890, stock: 12),
    Item("Karmnik dla ptaków, sosna", "Home", "HOM-KAR", 2190, stock: 9),
    Item(
      "Linen tea towel", "Home", "HOM-TWL", option: "Colour",
      [
        .init(value: "Natural", price: 950, stock: 20), .init(value: "Moss", price: 950, stock: 18),
      ]),
    Item("Heather honey 340 g", "Home", "HOM-HON", 850, stock: 24).reduced,
    Item("Herbata malinowa 50 g", "Home", "HOM-TEA", 490, stock: 30).reduced,
    Item("Enamel tray", "Home", "HOM-TRY", 1450, stock: 14),
  ]

  private static let seasonal: [DemoProduct] = [
    Item("Tulip bulbs, mixed", "Seasonal", "SEA-TUL", 35, stock: 600).reduced,
    Item("Amaryllis gift box", "Seasonal", "SEA-AMA", 1390, stock: 20).reduced,
    Item(
      "Norway spruce, potted", "Seasonal", "SEA-SPR", option: "Height",
      [
        .init(value: "60 cm", price: 1990, stock: 10), .init(value: "100 cm", price: 3490, stock: 8),
      ]
    ).reduced,
    Item("Straw stars, 12 pieces", "Seasonal", "SEA-STR", 690, stock: 27),
    Item("Wreath ring, willow 30 cm", "Seasonal", "SEA-WRE", 720, stock: 21),
    Item("Seed packet, wildflowers", "Seasonal", "SEA-WLD", 320, stock: 80).reduced,
  ]

  private static let services: [DemoProduct] = [
    Item("Potting service, one pot", "Services", "SRV-POT", 750, stock: 0).service,
    Item("Garden advice", "Services", "SRV-ADV", 4500, stock: 0).per(.hour).service,
    Item("Gift wrap", "Services", "SRV-WRAP", 300, stock: 0).service,
  ]
}

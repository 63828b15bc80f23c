/// The words that orders are made of beside the names of goods, in English, Polish and Thai; all in folded form.
enum OrderingWords {
  /// Numbers in words, in thousandths.
  static let numbers: [String: Int64] = {
    var numbers: [String: Int64] = [:]
    for (value, words) in [
      (500, "half pol polowa ครึ่ง"), (1000, "one jeden jedna jedno หนึ่ง"), (2000, "two couple dwa dwie dwoch สอง"),
      (3000, "three trzy trzech สาม"), (4000, "four cztery czterech สี่"), (5000, "five piec ห้า"), (6000, "six szesc หก"),
      (7000, "seven siedem เจ็ด"), (8000, "eight osiem แปด"), (9000, "nine dziewiec เก้า"), (10_000, "ten dziesiec สิบ"),
      (11_000, "eleven jedenascie สิบเอ็ด"), (12_000, "twelve dozen dwanascie tuzin โหล สิบสอง"), (15_000, "fifteen pietnascie สิบห้า"),
      (20_000, "twenty dwadziescia ยี่สิบ"),
    ] as [(Int64, String)] {
      for word in words.split(separator: " ") { numbers[form(word)] = value }
    }
    return numbers
  }()

  /// Twelve, and what is counted in twelves.
  static let dozens = set("dozen dozens tuzin tuziny tuzinow โหล")

  /// What says that the number beside it counts pieces and says nothing of the thing.
  static let pieces = set("pcs pc pce piece pieces unit units each ea qty quantity times szt sztuk sztuki sztuka sztuke razy อัน ชิ้น ตัว จำนวน")

  /// What says so too, and may as well belong to the name ("box", "bottle").
  static let containers = set(
    """
    box boxes pack packs packet packets bag bags bottle bottles pair pairs set sets jar jars can cans tin tins roll rolls
    sack sacks worek worki workow
    opakowanie opakowania opakowan opak paczka paczki paczek butelka butelki butelek zestaw zestawy zestawow para pary par pudelko pudelka torba torby
    ใบ ต้น ถุง กล่อง ขวด แพ็ค แพค ชุด คู่ ลูก แผ่น กระปุก ซอง ห่อ ผืน ดอก เล่ม กระป๋อง แก้ว ถ้วย ม้วน เส้น คัน กระถาง
    """)

  /// Polite and connecting words, which may be in a name but never make one.
  static let fillers = set(
    """
    a an the of to for and or with please pls plz thanks thank you thx hi hello hey dear good morning afternoon evening i we me my us our your it is are
    am be do does did can could would will shall like want need order ordering take get buy have has send ship shipping deliver delivery today tomorrow
    also plus in on at by from this that these those some any more just only ok okay yes if so then how much many there what which when price
    colour color size total phone id im ill ive lets number tel delivered monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september october november december birthday
    prosze poprosze chce chcialbym chcialabym chcemy wezme biore zamawiam zamowic zamowienie kupic dzien dobry czesc hej witam dziekuje dzieki i oraz
    a w z ze na do dla mi nam po to sie jest sa czy mam mamy macie jeszcze tez takze plus lub albo ile moze mozna kolor rozmiar
    jest dostepny dostepna dostepne poniedzialek wtorek srode czwartek piatek sobote niedziele stycznia lutego marca kwietnia maja czerwca lipca sierpnia
    wrzesnia pazdziernika listopada grudnia
    สวัสดี ค่ะ คะ ครับ คับ จ้า นะ ขอ เอา สั่ง ซื้อ อยากได้ อยาก ต้องการ รับ ด้วย หน่อย ไหม มั้ย มี ได้ ขอบคุณ มาก ส่ง และ กับ แล้วก็ ก็ เพิ่ม อีก
    ที่ สี ขนาด ไซส์ ไซซ์ เท่าไหร่ เท่าไร ราคา วันนี้ พรุ่งนี้ เป็น ของ
    """)

  /// What is written with a full stop that ends no sentence.
  static let abbreviations = set("szt opak pc pcs ea kg g gr dag dkg l ml m cm mm ซม กก มล มม ก ul al os str ave apt no nr tel")

  /// What makes a part of its own of what follows.
  static let joints = set("and plus also oraz i และ กับ แล้วก็")

  /// What takes back what stands beside it.
  static let refusals = set("no not dont without cancel instead nie bez rezygnuje anuluj ไม่ ไม่เอา ยกเลิก")

  /// Measures and what they are: the unit, and how many of it.
  static let measures: [String: Measure] = {
    var measures: [String: Measure] = [:]
    for (unit, factor, words) in [
      (.kg, 1, "kg kgs kilo kilos kilogram kilograms kilogramy kilogramow กก กิโล กิโลกรัม โล"), (.g, 1, "g gr gram grams gramy gramow กรัม"),
      (.g, 10, "dag dkg deko deka"), (.g, 100, "ขีด"), (.l, 1, "l litre litres liter liters litr litry litrow ลิตร"),
      (.ml, 1, "ml มล มิลลิลิตร"),
      (.m, 1, "m metre metres meter meters metr metry metrow เมตร"), (.cm, 1, "cm ซม เซนติเมตร เซน"),
      (.squareMetre, 1, "m2 sqm"), (.hour, 1, "h hour hours godzina godziny godzin ชั่วโมง"),
    ] as [(SalesUnit, Int64, String)] {
      for word in words.split(separator: " ") { measures[form(word)] = Measure(unit: unit, factor: factor, name: unit.rawValue) }
    }
    for word in ["mm", "มม"] { measures[form(word[...])] = Measure(unit: nil, factor: 1, name: "mm") }
    return measures
  }()

  /// What stands before or behind a price.
  static let currencies = set("eur euro euros usd gbp pln zl zloty zlotych zlote thb baht บาท dollar dollars pound pounds $ € £ ฿ ¥ zl/szt")

  /// What a line with an address in it has.
  static let addresses = set(
    """
    street str road avenue ave lane drive blvd boulevard suite apartment apt floor postcode zip address adres ulica ul aleja al osiedle os mieszkania
    straat laan weg plein gracht strasse platz rue via
    ถนน ซอย หมู่ แขวง เขต ตำบล อำเภอ จังหวัด ที่อยู่ รหัสไปรษณีย์ บ้านเลขที่
    """)

  /// What begins an address: the rest of the line is one, and with a colon the lines below it too.
  static let labels = set("address adres ที่อยู่ จัดส่งที่ ส่งที่ ส่งไปที่")

  /// What a text without blanks is cut by beside the names of goods.
  static let thai: [String] = [Set(numbers.keys), pieces, containers, fillers, refusals, Set(measures.keys), currencies, addresses, labels]
    .joined().filter { $0.unicodeScalars.first.map(BlanklessWords.isBlankless) ?? false }

  /// A measure: 1 dag is 10 g. Without a unit it only tells things apart.
  struct Measure: Sendable {
    let unit: SalesUnit?
    let factor: Int64
    /// Its name in words of the catalogue.
    let name: String
  }

  private static func form(_ word: Substring) -> String { String(String.UnicodeScalarView(WordForm.folded(String(word)))) }

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map(form))
  }
}

/// Colours and sizes under one name in English, Polish and Thai, so that "2 แดง L" finds what the shop calls "Red / Large".
enum SharedNames {
  /// The common name of a word's stem.
  static let common: [String: String] = {
    var common: [String: String] = [:]
    for names in groups {
      guard let name = names.first else { continue }
      for other in names { common[WordStem.of(other)] = name }
    }
    return common
  }()

  /// Thai words among them: what a text without blanks is cut by.
  static let thai = groups.joined().filter { $0.unicodeScalars.first.map(BlanklessWords.isBlankless) ?? false }

  /// The first of each group is the name; all in folded form.
  private static let groups: [[String]] = [
    ["red", "czerwony", "แดง"], ["blue", "niebieski", "น้ำเงิน", "ฟ้า"], ["green", "zielony", "เขียว"], ["black", "czarny", "ดำ"],
    ["white", "bialy", "ขาว"], ["yellow", "zolty", "เหลือง"], ["pink", "rozowy", "ชมพู"], ["orange", "pomaranczowy", "ส้ม"],
    ["brown", "brazowy", "น้ำตาล"], ["grey", "gray", "szary", "เทา"], ["purple", "violet", "fioletowy", "ม่วง"],
    ["gold", "golden", "zloty", "ทอง"], ["silver", "srebrny", "เงิน"], ["beige", "bezowy", "เบจ"],
    ["s", "small", "maly", "เล็ก"], ["m", "medium", "sredni", "กลาง"], ["l", "large", "big", "duzy", "ใหญ่"], ["xl", "xlarge"],
  ].map { group in group.map { String(String.UnicodeScalarView(WordForm.folded($0))) } }
}

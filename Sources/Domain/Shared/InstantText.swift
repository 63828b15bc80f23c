extension Instant {
  /// RFC 3339 in UTC with three decimals: `2026-11-21T10:04:05.678Z`.
  package var text: String {
    let days = Self.floorDivide(milliseconds, 86_400_000)
    let rest = milliseconds - days * 86_400_000
    let (year, month, day) = Self.civil(days: days)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    Self.append(year, 4, "-", to: &text)
    Self.append(month, 2, "-", to: &text)
    Self.append(day, 2, "T", to: &text)
    Self.append(rest / 3_600_000, 2, ":", to: &text)
    Self.append(rest / 60_000 % 60, 2, ":", to: &text)
    Self.append(rest / 1000 % 60, 2, ".", to: &text)
    Self.append(rest % 1000, 3, "Z", to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads RFC 3339 with an offset or `Z` and at most nine decimals of a second; years 1970 to 9999.
  package init?(text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 40,
      let year = Self.digits(bytes, 0, 4), bytes[4] == 45, let month = Self.digits(bytes, 5, 2), bytes[7] == 45,
      let day = Self.digits(bytes, 8, 2), bytes[10] == 84 || bytes[10] == 116,
      let hour = Self.digits(bytes, 11, 2), bytes[13] == 58, let minute = Self.digits(bytes, 14, 2), bytes[16] == 58,
      let second = Self.digits(bytes, 17, 2)
    else { return nil }
    guard year >= 1970, (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year), hour < 24, minute < 60, second < 60
    else { return nil }
    guard let (fraction, offset) = Self.tail(bytes, from: 19) else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    milliseconds = ((days * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1000 + fraction
  }

  /// Milliseconds of the fraction and minutes of the offset that end an RFC 3339 text.
  private static func tail(_ bytes: [UInt8], from start: Int) -> (fraction: Int64, offset: Int64)? {
    var index = start
    var fraction: Int64 = 0
    if index < bytes.count, bytes[index] == 46 {
      index += 1
      var decimals = 0
      while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 {
        if decimals < 3 { fraction = fraction * 10 + Int64(bytes[index] - 48) }
        decimals += 1
        index += 1
      }
      guard (1...9).contains(decimals) else { return nil }
      for _ in 0..<max(0, 3 - decimals) { fraction *= 10 }
    }
    guard index < bytes.count else { return nil }
    if bytes[index] == 90 || bytes[index] == 122 { return index + 1 == bytes.count ? (fraction, 0) : nil }
    guard bytes[index] == 43 || bytes[index] == 45, index + 6 == bytes.count, bytes[index + 3] == 58,
      let hours = digits(bytes, index + 1, 2), let minutes = digits(bytes, index + 4, 2), hours < 24, minutes < 60
    else { return nil }
    let offset = hours * 60 + minutes
    return (fraction, bytes[index] == 45 ? -offset : offset)
  }

  private static func digits(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64? {
    var value: Int64 = 0
    for byte in bytes[start..<(start + count)] {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    return value
  }

  /// Appends a number with zeros in front up to `width` digits, and the sign that follows it.
  private static func append(_ value: Int64, _ width: Int, _ sign: Unicode.Scalar, to text: inout [UInt8]) {
    let digits = String(value).utf8
    for _ in digits.count..<max(digits.count, width) { text.append(UInt8(ascii: "0")) }
    text.append(contentsOf: digits)
    text.append(UInt8(ascii: sign))
  }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }

  /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar, years counted from March so that leap days come last.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }
}

extension ShopSettings {
  /// Puts texts into their stored form and refuses what does not fit.
  /// - Throws: `validationFailed` naming every field.
  package mutating func settle() throws(Refusal) {
    shopName = shopName.composed
    legalName = legalName?.composed
    var checks = FieldChecks()
    checks.text(shopName, "shop_name", limit: 255, required: true)
    checks.text(legalName, "legal_name", limit: 255)
    checks.text(taxID, "tax_id", limit: 64)
    checks.text(language, "language", limit: 35, required: true)
    checks.text(receiptHeader, "receipt_header", multiline: true)
    checks.text(receiptFooter, "receipt_footer", multiline: true)
    if !orderNumberPrefix.isEmpty { checks.code(orderNumberPrefix, "order_number_prefix", limit: 16) }
    checkInvoicing(&checks)
    if !Self.isTimeZoneName(timeZone) { checks.fail("time_zone", "invalid", "A time zone is a name such as Europe/London.") }
    if !(0..<1440).contains(businessDayCutOff) {
      checks.fail("business_day_cut_off", "out_of_range", "A business day begins between 00:00 and 23:59.")
    }
    if !(1...1_000_000).contains(cashStep) {
      checks.fail("cash_step", "out_of_range", "The cash step is 1 (no rounding) or more minor units.")
    }
    if let holdLimit, !(1...100_000).contains(holdLimit) { checks.fail("hold_cap", "out_of_range", "A cap is 1 to 100000.") }
    if let holdExpiryMinutes, !(1...527_040).contains(holdExpiryMinutes) {
      checks.fail("hold_expiry_minutes", "out_of_range", "A hold lasts 1 to 527040 minutes.")
    }
    if let pointsEarnedPer, !(1...Money.limit).contains(pointsEarnedPer) {
      checks.fail("points_earned_per", "out_of_range", "The amount for one point is 1 to 10^12 minor units.")
    }
    if let pointsValue, !(1...1_000_000).contains(pointsValue) {
      checks.fail("points_value", "out_of_range", "A point is worth 1 to 1000000 minor units.")
    }
    checkBarcodePrefixes(&checks)
    checkReminders(&checks)
    bell.check(&checks)
    bankTransfer?.settle("bank_transfer", &checks)
    onlineStore.check(&checks)
    try checks.finish()
  }

  private func checkInvoicing(_ checks: inout FieldChecks) {
    checks.text(invoiceFooter, "invoice_footer", multiline: true)
    checks.text(contactPhone, "contact_phone", limit: 64)
    if let contactEmail, EmailAddress(contactEmail) == nil {
      checks.fail("contact_email", "invalid", "An e-mail address has the form name@example.org.")
    }
    for (prefix, field) in [(invoiceNumberPrefix, "invoice_number_prefix"), (creditNoteNumberPrefix, "credit_note_number_prefix")] {
      checks.code(prefix, field, limit: 16)
      // A digit at the end could not be told from the number behind it.
      if !OrderNumber.isAcceptable(prefix + "1") || prefix.utf8.last.map({ (48...57).contains($0) }) != false {
        checks.fail(field, "invalid", "A prefix has letters, digits or - / . _ #, and does not end with a digit.")
      }
    }
    // Two series under one prefix would give the same number twice.
    if OrderNumber.key(invoiceNumberPrefix) == OrderNumber.key(creditNoteNumberPrefix) {
      checks.fail("credit_note_number_prefix", "duplicate", "Invoices and credit notes need prefixes of their own.")
    }
  }

  private func checkReminders(_ checks: inout FieldChecks) {
    if reminders.count > ReminderPlan.mostSteps {
      checks.fail("reminders", "too_many", "At most \(ReminderPlan.mostSteps) reminders are sent for a due date.")
    }
    var seen: Set<Int64> = []
    for (index, days) in reminders.enumerated() {
      if !ReminderPlan.steps.contains(days) {
        checks.fail("reminders[\(index)].days", "out_of_range", "A reminder is sent 30 days before to 90 days after the due date.")
      } else if !seen.insert(days).inserted {
        checks.fail("reminders[\(index)].days", "duplicate", "There is a reminder for this day already.")
      }
    }
  }

  private func checkBarcodePrefixes(_ checks: inout FieldChecks) {
    if barcodePrefixes.count > 10 { checks.fail("barcode_prefixes", "too_many", "There are ten prefixes, 20 to 29.") }
    var seen: Set<String> = []
    for (index, prefix) in barcodePrefixes.prefix(10).enumerated() {
      prefix.check("barcode_prefixes[\(index)]", &checks)
      if !seen.insert(prefix.prefix).inserted {
        checks.fail("barcode_prefixes[\(index)].prefix", "duplicate", "Each prefix may be used once.")
      }
    }
  }

  /// Whether a text has the shape of an IANA zone name; whether the machine knows the zone is asked where a day is computed.
  package static func isTimeZoneName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (1...64).contains(bytes.count), bytes.first != UInt8(ascii: "/"), bytes.last != UInt8(ascii: "/") else { return false }
    let isPlain = bytes.allSatisfy { byte in
      (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || "/_-+".utf8.contains(byte)
    }
    return isPlain && (text == "UTC" || bytes.contains(UInt8(ascii: "/")))
  }

  /// The beginning of a business day as it is written: `04:00`.
  package var businessDayCutOffText: String { Self.time(ofMinutes: businessDayCutOff) }

  /// `HH:MM` of minutes after midnight.
  package static func time(ofMinutes minute: Int64) -> String {
    let hours = minute / 60
    let minutes = minute % 60
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }

  /// Minutes after midnight of `HH:MM`; nil for anything else.
  package static func minutes(ofTime text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
    let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int64($0) - 48 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let hours = digits[0] * 10 + digits[1]
    let minutes = digits[2] * 10 + digits[3]
    return hours < 24 && minutes < 60 ? hours * 60 + minutes : nil
  }
}

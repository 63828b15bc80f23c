import Domain

/// The periods that a report offers by name, counted in business days; weeks begin on Monday.
enum ReportSpan: String, CaseIterable {
  case today, yesterday
  case thisWeek = "this_week"
  case fourWeeks = "four_weeks"
  case thisMonth = "this_month"
  case lastMonth = "last_month"
  case thisYear = "this_year"
  case custom

  /// Nil for days that are chosen one by one.
  func days(until today: CalendarDate) -> (first: CalendarDate, last: CalendarDate)? {
    switch self {
    case .today: (today, today)
    case .yesterday: (today.adding(days: -1), today.adding(days: -1))
    // 1970-01-01 was a Thursday.
    case .thisWeek: (today.adding(days: -((today.dayNumber + 3) % 7)), today)
    case .fourWeeks: (today.adding(days: -27), today)
    case .thisMonth: (Self.firstOfMonth(today), today)
    case .lastMonth:
      (Self.firstOfMonth(Self.firstOfMonth(today).adding(days: -1)), Self.firstOfMonth(today).adding(days: -1))
    case .thisYear: (CalendarDate(text: "\(today.text.prefix(4))-01-01") ?? today, today)
    case .custom: nil
    }
  }

  private static func firstOfMonth(_ day: CalendarDate) -> CalendarDate {
    CalendarDate(text: "\(day.text.prefix(7))-01") ?? day
  }
}

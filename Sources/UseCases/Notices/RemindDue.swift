import Domain
import SQLEngine
import Stores

/// A reminder whose day has come.
private struct DueReminder: Sendable {
  let order: ID<Order>
  let step: Int64
}

extension Shop {
  /// Reminds customers of what is due, as the shop's settings say; one round, in which each reminder is sent at most once ever.
  ///
  /// For a timer; not while the clock is doubted.
  package func remindDue(in turn: JobTurn = .undisputed(.timers)) async throws {
    let due = try await read(by: .system) { work in try work.dueReminders() }
    for reminder in due {
      do {
        try await write(in: turn) { work in try work.remind(reminder.order, step: reminder.step) }
      } catch let refusal as Refusal where refusal.code == .rateLimited {
        // The day's messages are used up: tomorrow it goes on.
        return
      }
    }
  }

  /// Writes down by when orders are to be paid that were sent before such days were kept. For the start of a server.
  package func dateOldTerms() async throws {
    while true {
      let old = try await database.read { tx in try tx.reminders.undated(limit: 100) }
      guard !old.isEmpty else { return }
      try await write(by: .system) { work in for id in old { try work.dateTerms(of: id) } }
    }
  }
}

extension UnitOfWork {
  /// The most reminders of one step in one round.
  private static var most: Int { 200 }

  /// What the settings want sent at this hour of the shop's day; empty at night and where nobody is to be reminded.
  fileprivate func dueReminders() throws -> [DueReminder] {
    guard let settings = try tx.settings.find(), !settings.reminders.isEmpty,
      ReminderPlan.hours.contains(ShopDay.hour(now, in: settings.timeZone))
    else { return [] }
    let today = try businessDay()
    return try settings.reminders.sorted().flatMap { step in
      try tx.reminders.open(step: step, due: ReminderPlan.dueDates(step: step, today: today), limit: Self.most)
        .map { DueReminder(order: $0, step: step) }
    }
  }

  /// Sends one step, unless something came in between: then it is looked at again, or not any more.
  fileprivate func remind(_ id: ID<Order>, step: Int64) throws {
    let order = try takeOrder(id)
    guard order.status == .invoiceSent || order.status == .placed, let due = order.dueOn, let open = order.nextInstallment else { return }
    // Whoever is paying, or says that they paid, is not pressed.
    guard !order.payments.contains(where: { $0.status.isPending || $0.status == .authorized }) else { return }
    let steps = try tx.settings.current().reminders
    guard ReminderPlan.step(due: due, today: try businessDay(), steps: steps) == step, let recipient = try recipient(of: order) else {
      _ = try tx.reminders.add(id, due: due, step: step, message: nil, at: now)
      return
    }
    let key = "reminder:\(id):\(due.dayNumber):\(step)"
    try tellOfClosedThread(.reminder, of: order, instead: recipient, key: key)
    let message = try remind(order, .reminder(open, message: nil), to: recipient, key: key)
    _ = try tx.reminders.add(id, due: due, step: step, message: message.id, at: now)
  }

  fileprivate func dateTerms(of id: ID<Order>) throws {
    guard var order = try tx.orders.find(id, in: .everything) else { return }
    let zone = try order.locationID.flatMap { try tx.locations.find($0)?.timeZone }
    let start = order.invoice?.sentAt ?? order.placedAt ?? order.createdAt
    order.startTerms(on: ShopDay.of(start, in: try zone ?? tx.settings.current().timeZone))
    try tx.reminders.date(order)
  }
}

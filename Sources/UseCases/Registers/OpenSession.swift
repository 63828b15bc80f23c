package import Domain
import JSON
import Stores

/// A session with everything that came and went.
package struct SessionSheet: Sendable {
  package let session: RegisterSession
  package let figures: SessionFigures
  package let movements: [CashMovement]
}

extension UnitOfWork {
  /// Opens a till with the float in its drawer.
  ///
  /// - Throws: ``RefusalCode/sessionOpen`` where it is open already.
  package func openSession(at registerID: ID<Register>, openingFloat: Int64) throws -> RegisterSession {
    try principal.require(.openSession)
    let register = try tx.registers.take(registerID, for: principal)
    let session = RegisterSession(
      id: ids.next(), registerID: registerID, currency: try tx.settings.current().currency.code, openingFloat: openingFloat,
      openedAt: now, openedBy: principal.name)
    try tx.registerSessions.add(session)
    try recordSession("register.session_opened", session.id, at: register, amount: ("opening_float", openingFloat))
    return session
  }

  /// Puts money into a drawer, or takes it out.
  ///
  /// - Throws: ``RefusalCode/sessionClosed`` for one that was counted.
  package func moveCash(
    in sessionID: ID<RegisterSession>, at registerID: ID<Register>, amount: Int64, reason: String
  ) throws -> CashMovement {
    try principal.require(.moveCash)
    let register = try tx.registers.take(registerID, for: principal)
    let session = try tx.registerSessions.take(sessionID, of: registerID)
    let movement = CashMovement(
      id: ids.next(), sessionID: session.id, amount: amount, reason: reason, by: principal.name, createdAt: now)
    try tx.registerSessions.add(movement)
    try recordSession("register.cash_moved", sessionID, at: register, amount: ("amount", amount), reason: reason)
    return movement
  }

  /// Counts the drawer and closes the till. Held orders stay where they are; a difference is a fact, not a refusal.
  ///
  /// - Throws: ``RefusalCode/sessionClosed`` for one that was counted before.
  package func closeSession(_ sessionID: ID<RegisterSession>, at registerID: ID<Register>, counted: Int64) throws -> RegisterSession {
    try principal.require(.closeSession)
    let register = try tx.registers.take(registerID, for: principal)
    var session = try tx.registerSessions.take(sessionID, of: registerID)
    guard session.isOpen else { throw Refusal.sessionIsClosed }
    let expected = try tx.registerSessions.figures(of: session).expectedCash()
    let close = RegisterSession.Close(counted: counted, expected: expected, at: now, by: principal.name)
    try tx.registerSessions.close(sessionID, close)
    try recordSession("register.session_closed", sessionID, at: register, amount: ("difference", close.difference))
    session.close = close
    return session
  }

  package func findSession(_ sessionID: ID<RegisterSession>, at registerID: ID<Register>) throws -> SessionSheet {
    try principal.require(.readRegisters)
    _ = try tx.registers.take(registerID, for: principal)
    return try sheet(of: tx.registerSessions.take(sessionID, of: registerID))
  }

  package func listSessions(at registerID: ID<Register>, page: PageRequest) throws -> Page<RegisterSession> {
    try principal.require(.readRegisters)
    _ = try tx.registers.take(registerID, for: principal)
    return try tx.registerSessions.list(of: registerID, page: page)
  }

  private func sheet(of session: RegisterSession) throws -> SessionSheet {
    SessionSheet(
      session: session, figures: try tx.registerSessions.figures(of: session), movements: try tx.registerSessions.movements(of: session.id))
  }

  private func recordSession(
    _ type: String, _ id: ID<RegisterSession>, at register: Register, amount: (key: String, minorUnits: Int64), reason: String? = nil
  ) throws {
    try record(
      type, EventObject("register", register.id.text), at: register.locationID,
      data: .object([("session_id", .string(id.text)), (amount.key, .number(String(amount.minorUnits)))]), reason: reason)
  }
}

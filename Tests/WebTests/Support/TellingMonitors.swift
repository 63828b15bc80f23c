import Testing

@testable import Web

@Suite struct `Telling monitors` {
  @Test func `a database that cannot be asked does not work, and nothing is made up of it`() {
    var metrics = MetricsText()
    metrics.shop(nil)
    #expect(metrics.text == "# TYPE counterfoil_database_working gauge\ncounterfoil_database_working 0\n")
  }
}

import SQLEngine
import TestSupport
import Testing

@testable import Stores

@Suite struct `Knowing what is personal` {
  /// Every table of the shop with its columns of text, ids left out.
  private func columnsOfText(on engine: Engine) async throws -> [String: Set<String>] {
    let shop = try await TestDatabase(on: engine)
    let schema: SQL =
      switch engine {
      case .sqlite:
        """
        SELECT tables.name AS table_name, columns.name AS column_name, columns.type AS kind
        FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND tables.sql NOT LIKE 'CREATE VIRTUAL%'
          AND tables.name NOT IN (SELECT shadow.name FROM pragma_table_list AS shadow WHERE shadow.type = 'shadow')
        """
      case .postgres:
        """
        SELECT table_name::text, column_name::text, upper(data_type) AS kind FROM information_schema.columns WHERE table_schema = 'public'
        """
      }
    return try await shop.read { tx in
      let rows = try tx.rows(schema)
      var columns: [String: Set<String>] = [:]
      for row in rows {
        let (table, column) = (try row.text("table_name"), try row.text("column_name"))
        columns[table, default: []].formUnion([])
        let isID = column == "id" || (column.hasSuffix("_id") && column != "tax_id")
        if try row.text("kind") == "TEXT", !isID { columns[table, default: []].insert(column) }
      }
      return columns
    }
  }

  @Test(arguments: Engine.underTest)
  func `every table is declared, and of those about customers every column of text`(on engine: Engine) async throws {
    let schema = try await columnsOfText(on: engine)
    let declared = Set(PersonalData.columns.keys).union(PersonalData.others)
    #expect(Set(schema.keys).subtracting(declared) == [], "say in PersonalData whether these speak of customers")
    #expect(declared.subtracting(schema.keys) == [], "these are declared and do not exist")
    for (table, columns) in PersonalData.columns {
      let known = schema[table] ?? []
      #expect(known.subtracting(columns.keys) == [], "columns of \(table) that nobody thought of")
      #expect(Set(columns.keys).subtracting(known) == [], "columns of \(table) that do not exist")
    }
  }
}

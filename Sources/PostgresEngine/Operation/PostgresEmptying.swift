import SQLEngine

extension PostgresDatabase {
  /// Removes every table of the schema that the address leads to: the end of a shop that was only begun.
  package static func empty(_ address: String) async throws {
    let database = try await PostgresDatabase(address: address)
    do {
      try await database.aside { connection in
        connection.runSoon(
          """
          DO $$ DECLARE found RECORD; BEGIN
            FOR found IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
                AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
            LOOP EXECUTE 'DROP TABLE ' || found.name || ' CASCADE'; END LOOP;
          END $$
          """)
        _ = try connection.settle()
      }
    } catch {
      await database.close()
      throw error
    }
    await database.close()
  }
}

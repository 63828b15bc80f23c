import Domain
import JSON
import UseCases

/// `POST /imports`: products or customers from a CSV file, all of it or nothing (`api.md` §3, UPL-10).
///
/// The file is the body itself, `text/csv` in UTF-8; what it is and where its stock lies stands in the query. A body of parts would say
/// the same with a parser more.
enum ImportAPI {
  /// What a file may hold.
  enum Kind: String, CaseIterable {
    case products, customers
  }

  /// Most octets of a file; the command line takes more.
  static let octetLimit = 8 * 1024 * 1024
  /// Most rows of a file, because the tills wait while they are written; the command line takes more.
  static let rowLimit = 10_000

  static func routes(_ api: inout RouteGroup) {
    api.post("/imports", read, body: .octets(types: ["text/csv"], limit: octetLimit), query: ["kind", "location_id"])
  }

  private static func read(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let kind = query.choice("kind", of: Kind.self)
    let location = query.id("location_id", of: Location.self)
    if !call.query.names.contains("kind") { query.fail("kind", "required", "One of: products, customers.") }
    try query.finish()
    guard let kind else { throw Refusal.invalid("kind", "required", "One of: products, customers.") }
    try call.principal.require(.importData)
    let text = try text(of: call.body)
    return try await call.write {
      try summary($0, kind, text, at: location)
    } answer: { summary in
      Reply.json { write(summary, of: kind, to: &$0) }
    }
  }

  /// - Throws: `validationFailed` for anything but UTF-8, for nothing, and for too many rows.
  private static func text(of body: [UInt8]) throws(Refusal) -> String {
    guard !body.isEmpty else { throw .invalid("file", "empty", "The file is empty.") }
    // UTF-16 of plain letters is valid UTF-8 with a zero after each.
    guard !body.contains(0), let text = String(validating: body, as: UTF8.self) else {
      throw .invalid("file", "encoding", "The file is not UTF-8. Save it as CSV in UTF-8, then try again.")
    }
    // A row may span lines, never the other way round.
    if body.count(where: { $0 == UInt8(ascii: "\n") }) > rowLimit, try CSVTable(text).rows.count > rowLimit {
      throw .invalid("file", "too_many_rows", "A file has at most \(rowLimit) rows here. The command line imports larger ones.")
    }
    return text
  }

  private static func summary(
    _ work: UnitOfWork, _ kind: Kind, _ text: String, at location: ID<Location>?
  ) throws -> ImportSummary {
    switch kind {
    case .customers: return try work.importCustomers(text)
    case .products:
      do {
        return try work.importProducts(text, at: location?.text)
      } catch let refusal as Refusal where refusal.failures.first?.field == "location" {
        throw Refusal.unknownReference("location_id", "location")
      }
    }
  }

  private static func write(_ summary: ImportSummary, of kind: Kind, to writer: inout JSONWriter) {
    writer.object { json in
      json.member("kind", kind.rawValue)
      for (what, count) in summary.counts {
        json.member(
          .given(what.lowercased()),
          object: {
            $0.member("added", Optional(Int64(count.added)))
            $0.member("changed", Optional(Int64(count.changed)))
            $0.member("unchanged", Optional(Int64(count.unchanged)))
          })
      }
    }
  }
}

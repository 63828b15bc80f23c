import Domain
import JSON
import SQLEngine
import Stores

extension UnitOfWork {
  /// Everything the shop knows but its secrets, one JSON object a line, in an order that two exports of the same data share.
  ///
  /// - Parameters:
  ///   - take: gets each line, with its line feed.
  ///   - progress: how many lines were written, of how many.
  package func exportEverything(_ take: ([UInt8]) throws -> Void, progress: (Int64, Int64) -> Void) throws {
    try principal.require(.exportData)
    let total = try tx.tableExport.count()
    var done: Int64 = 0
    try tx.tableExport.each { kind, columns in
      var writer = JSONWriter()
      writer.object { writer in
        writer.member("kind", kind)
        for column in columns {
          switch column.value {
          case .null: writer.member(.given(column.name), JSON.null)
          case .integer(let number): writer.member(.given(column.name), number)
          case .text(let text): writer.member(.given(column.name), text)
          }
        }
      }
      try take(writer.bytes + [UInt8(ascii: "\n")])
      done += 1
      if done % 1000 == 0 || done == total { progress(done, total) }
    }
  }
}

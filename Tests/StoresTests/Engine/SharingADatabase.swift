import PostgresEngine
import SQLEngine
import Synchronization
import TestSupport
import Testing

/// Two processes on one PostgreSQL database: each of the two has the connections that a process has.
@Suite("Sharing a database", .onPostgres, .timeLimit(.minutes(15)))
struct SharingADatabase {
  @Test func `writes of two processes come one after another, and none is lost`() async throws {
    let place = try await PostgresPlace()
    let other = try await PostgresDatabase(address: place.address, options: .forTests)
    try await place.addNotes(beside: "CREATE TABLE counter (value BIGINT NOT NULL);\nINSERT INTO counter (value) VALUES (0);")
    let numbers = try await withThrowingTaskGroup { group in
      for process in [place.engine, other] {
        for _ in 0..<8 {
          group.addTask {
            var mine: [Int64] = []
            for _ in 0..<25 {
              // Read, then written: whoever came between the two would be overwritten.
              let number = try await process.write { transaction -> Int64 in
                let next = (try transaction.row("SELECT value FROM counter")?.integer("value") ?? 0) + 1
                try transaction.execute("UPDATE counter SET value = \(next)")
                return next
              }
              mine.append(number)
            }
            return mine
          }
        }
      }
      return try await group.reduce(into: [Int64]()) { $0 += $1 }
    }
    #expect(numbers.sorted() == Array(1...400))
    await other.close()
  }

  @Test func `what one process was told is kept, the other one sees`() async throws {
    let place = try await PostgresPlace()
    let other = try await PostgresDatabase(address: place.address, options: .forTests)
    try await place.addNotes()
    for number in 0..<20 {
      let (writer, reader) = number.isMultiple(of: 2) ? (place.engine, other) : (other, place.engine)
      try await writer.addNote("\(number)")
      let seen = try await reader.read { try $0.row("SELECT text FROM notes WHERE text = \("\(number)")") != nil }
      #expect(seen, "\(number)")
    }
    await other.close()
  }

  @Test func `a commit is told to those who listen in every process`() async throws {
    let place = try await PostgresPlace()
    let other = try await PostgresDatabase(address: place.address, options: .forTests)
    try await place.addNotes()
    for (writer, listener) in [(place.engine, other), (other, place.engine), (other, other)] {
      var ticks = listener.commits().makeAsyncIterator()
      let text = "\(writer.writeFigures.requests)/\(listener === other)"
      try await writer.addNote(text)
      // A tick may be one of an earlier commit; the commit's own comes.
      repeat { #expect(await ticks.next() != nil) } while try await !listener.notes().contains(text)
    }
    await other.close()
  }

  @Test func `of two processes that begin at once each finds a schema`() async throws {
    let place = try await PostgresPlace()
    let address = place.address
    try await withThrowingTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          let process = try await PostgresDatabase(address: address, options: .forTests)
          try await process.write { _ in }
          await process.close()
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `what one process does alone no other one does meanwhile`() async throws {
    let place = try await PostgresPlace()
    let other = try await PostgresDatabase(address: place.address, options: .forTests)
    let room = Room()
    try await withThrowingTaskGroup { group in
      for process in [place.engine, other, place.engine, other] {
        group.addTask {
          try await process.exclusively {
            #expect(room.enter() == 1)
            try await process.write { _ in }
            room.leave()
          }
        }
      }
      try await group.waitForAll()
    }
    await other.close()
  }
}

/// Knows how many are in it.
private final class Room: Sendable {
  private let people = Mutex(0)

  func enter() -> Int {
    people.withLock { people in
      people += 1
      return people
    }
  }

  func leave() { people.withLock { $0 -= 1 } }
}

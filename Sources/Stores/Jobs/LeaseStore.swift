package import Domain
package import SQLEngine

extension Transaction {
  package var leases: LeaseStore { LeaseStore(tx: self) }
}

/// Which process does which job. Everything is one conditional write: of two processes one gets it.
package struct LeaseStore {
  let tx: Transaction

  package func list() throws -> [JobLease] {
    try tx.rows("SELECT * FROM leases").map(JobLease.init(row:))
  }

  /// Takes a job over, unless somebody did something about it since it was seen so.
  ///
  /// - Parameter seen: nil where there was no row.
  package func take(_ job: Job, from seen: JobLease?, for holder: String) throws -> JobLease? {
    guard let seen else {
      let isTaken =
        try tx.changes(
          "INSERT INTO leases (job, holder, fence, beat) VALUES (\(job.rawValue), \(holder), 1, 1) ON CONFLICT (job) DO NOTHING") == 1
      return isTaken ? JobLease(job: job, holder: holder, fence: 1, beat: 1) : nil
    }
    return try tx.rows(
      """
      UPDATE leases SET holder = \(holder), fence = fence + 1, beat = beat + 1
      WHERE job = \(job.rawValue) AND fence = \(seen.fence) AND beat = \(seen.beat)
      RETURNING *
      """
    ).map(JobLease.init(row:)).first
  }

  /// Says that the holder is still there; answers what it holds.
  package func beat(_ holder: String) throws -> [JobLease] {
    try tx.rows("UPDATE leases SET beat = beat + 1 WHERE holder = \(holder) RETURNING *").map(JobLease.init(row:))
  }

  /// Hands over at once what the holder has.
  package func giveUp(_ holder: String) throws {
    try tx.execute("UPDATE leases SET holder = NULL, beat = beat + 1 WHERE holder = \(holder)")
  }

  /// Takes a job away from everybody until ``release()``.
  package func holdBack(_ job: Job) throws {
    try tx.execute(
      """
      INSERT INTO leases (job, holder, fence, beat) VALUES (\(job.rawValue), \(JobLease.restored), 1, 1)
      ON CONFLICT (job) DO UPDATE SET holder = excluded.holder, fence = leases.fence + 1, beat = leases.beat + 1
      """)
  }

  /// Lets what was held back be done again; answers how many jobs that were.
  package func release() throws -> Int {
    try tx.changes("UPDATE leases SET holder = NULL, beat = beat + 1 WHERE holder = \(JobLease.restored)")
  }

  /// Whether anything is held back.
  package func isAnyHeldBack() throws -> Bool {
    try tx.row("SELECT 1 AS one FROM leases WHERE holder = \(JobLease.restored) LIMIT 1") != nil
  }

  /// Whether a job is still the holder's, under the number that it was taken with.
  package func isHeld(_ job: Job, by holder: String, fence: Int64) throws -> Bool {
    try tx.row("SELECT 1 AS one FROM leases WHERE job = \(job.rawValue) AND holder = \(holder) AND fence = \(fence)") != nil
  }
}

extension JobLease {
  fileprivate init(row: Row) throws {
    self.init(
      job: try row.choice("job"), holder: try row.textOrNil("holder"), fence: try row.integer("fence"), beat: try row.integer("beat"))
  }
}

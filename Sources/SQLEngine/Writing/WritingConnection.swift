/// A connection that commits several requests together, each within a savepoint of its own.
package protocol WritingConnection: Connection {
  /// Begins the transaction that all requests of a batch share.
  func begin() throws(EngineError)

  /// Makes the batch durable. Throws when nothing of it was kept, or when nobody can say whether it was.
  func commit() throws(EngineError)

  /// Takes back whatever is under way; afterwards no transaction is.
  func rollBack()

  /// Begins one request of the batch.
  func beginRequest() throws(EngineError)

  /// Ends one request with what it wrote.
  func keepRequest() throws(EngineError)

  /// Ends one request without what it wrote.
  func dropRequest() throws(EngineError)

  /// Whether requests may finish after others of the batch have run. One that then cannot is no longer taken back by itself.
  var finishesTogether: Bool { get }

  /// Gives the batch up, to be run again with each request by itself.
  func giveUpBatch() throws(EngineError)

  /// False once an accident ended the batch's transaction, whether or not the request that met it lets on about it.
  var isInTransaction: Bool { get }

  /// Nobody waits at the moment: the time for what can be put off.
  func rest()

  /// The accident after which this connection must not be trusted with a commit.
  var damage: EngineError? { get }
}

/// The thread that alone uses a writing connection.
package protocol WritingThread: Sendable {
  associatedtype WritingEnd: WritingConnection

  /// What the connection remembers.
  var memory: ReadMemory { get }

  /// Runs `body` on the connection's own thread, after what was submitted before.
  func write(_ body: @escaping @Sendable (WritingEnd) -> Void)
}

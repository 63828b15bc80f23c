import Foundation

/// A folder that exists as long as this does; in memory where the machine has a place for it.
package final class TestFolder: Sendable {
  package let path: String

  package init() throws {
    let memory = "/dev/shm"
    let parent = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    path = "\(parent)/counterfoil-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // What is left behind is a few files in a temporary folder.
    try? FileManager.default.removeItem(atPath: path)
  }
}

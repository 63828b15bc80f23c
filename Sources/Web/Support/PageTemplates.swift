import Mustache
import Synchronization

/// The templates of pages, read when the first page is asked for: a third of a start went into them, and no till waits for a page of the office.
final class PageTemplates: Sendable {
  private let files: SiteFiles
  private let read = Mutex<MustacheLibrary?>(nil)

  init(_ files: SiteFiles) {
    self.files = files
  }

  /// All of them, which include one another. Whoever comes while they are read waits for it.
  ///
  /// - Throws: what the parser says of a template; it is said again to the next.
  func library() throws -> MustacheLibrary {
    try read.withLock { read in
      if let read { return read }
      var library = MustacheLibrary()
      for path in files.list("Templates") where path.hasSuffix(".mustache") {
        let name = String(path.dropLast(".mustache".count))
        try library.register(String(decoding: files.read("Templates/\(path)"), as: UTF8.self), named: name)
      }
      read = library
      return library
    }
  }
}

import Foundation

/// The files that come with the binary: `Public`, `Templates`, `openapi.yaml`.
///
/// They lie beside the executable, so that a folder with both can be moved; the build's absolute paths are of no use there.
package struct SiteFiles: Sendable {
  package struct Missing: Error, CustomStringConvertible {
    package let description: String
  }

  package let root: String

  /// - Parameter root: where the files are; nil for the folder beside the running executable.
  package init(root: String? = nil) throws {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = String(own.prefix(upTo: own.lastIndex(of: "/") ?? own.startIndex))
    self.root = root ?? folder + "/counterfoil_Web.resources"
    guard FileManager.default.fileExists(atPath: self.root + "/Public") else {
      throw Missing(description: "The files of the pages are missing: \(self.root) does not exist.")
    }
  }

  package func read(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)")))
  }

  /// A template of a document; they lie in the resources of their own module, beside ours.
  package func document(_ name: String) throws -> [UInt8] {
    let folder = root.prefix(upTo: root.lastIndex(of: "/") ?? root.startIndex)
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/counterfoil_Documents.resources/DocumentTemplates/\(name)")))
  }

  /// Every file below a folder, by its path inside it, sorted.
  package func list(_ folder: String) -> [String] {
    let base = "\(root)/\(folder)"
    let paths = (FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String }) ?? []
    return paths.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(base)/\(path)", isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }
}

import Foundation
import Glibc

/// The pages of the program that only its start needs: two thirds of what a server holds, for as long as nobody asks for the memory.
enum StartPages {
  /// Lets go of the program's text, the libraries' included. What is needed again comes back from the system's own copy of the file, or from
  /// the disk where that was given to somebody else meanwhile. Nothing that was written is touched.
  static func letGo() {
    guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return }
    for line in maps.split(separator: "\n") {
      // 7f12c000-7f34d000 r-xp 00000000 fe:00 1234 /usr/lib/libx.so
      let fields = line.split(separator: " ")
      guard fields.count >= 6, fields[1] == "r-xp", fields[5].hasPrefix("/") else { continue }
      let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard ends.count == 2, ends[0] < ends[1], let start = UnsafeMutableRawPointer(bitPattern: ends[0]) else { continue }
      madvise(start, Int(ends[1] - ends[0]), MADV_DONTNEED)
    }
  }
}

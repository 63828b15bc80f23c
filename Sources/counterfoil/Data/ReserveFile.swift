import Foundation
import Logging

/// Room on the disk that is kept for the moment when it is full, so that what has begun can be finished while somebody makes room (P21).
struct ReserveFile: Sendable {
  let folder: DataFolder
  /// 64 MiB; 0 keeps none.
  let octets: UInt64

  static let usualMebibytes = 64

  private var path: String { "\(folder.path)/reserve" }

  /// Below this much free room the reserve is given away; with so much more than it takes, it is made again.
  private static let leastFree: UInt64 = 16 * 1024 * 1024
  private static let plentyFree: UInt64 = 1024 * 1024 * 1024

  init(in folder: DataFolder) throws {
    self.folder = folder
    octets = UInt64(max(0, try Surroundings.number("RESERVE_MEBIBYTES") ?? Self.usualMebibytes)) * 1024 * 1024
  }

  /// Keeps the room aside, or gives it away, by what is free now.
  func settle(_ logger: Logger) {
    guard octets > 0, let free = DataFolder.space(at: folder.path)?.free else { return }
    let isKept = access(path, F_OK) == 0
    if isKept, free < Self.leastFree {
      unlink(path)
      logger.error("The disk is full. The reserve was given away; make room now.", metadata: ["free_mib": "\((free + octets) / 1_048_576)"])
    } else if !isKept, free > Self.plentyFree {
      keep(logger)
    }
  }

  private func keep(_ logger: Logger) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    let problem = posix_fallocate(file, 0, off_t(octets))
    guard problem != 0 else { return }
    unlink(path)
    logger.warning("No reserve could be kept on the disk.", metadata: ["reason": "\(String(cString: strerror(problem)))"])
  }
}

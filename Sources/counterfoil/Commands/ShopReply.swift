import JSON

/// What a command hears while the shop works, one after another; the last is ``done`` or ``failed(_:)``.
enum ShopReply: Sendable, Equatable {
  /// A line for standard output.
  case line(String)
  /// A line for standard error.
  case note(String)
  case progress(Int64, of: Int64)
  case done
  case failed(String)

  /// One line of JSON, with its end.
  var bytes: [UInt8] {
    let (kind, values): (String, [JSON]) =
      switch self {
      case .line(let text): ("line", [.string(text)])
      case .note(let text): ("note", [.string(text)])
      case .progress(let done, let total): ("progress", [.number(String(done)), .number(String(total))])
      case .done: ("done", [])
      case .failed(let reason): ("failed", [.string(reason)])
      }
    return JSON.array([.string(kind)] + values).bytes + [UInt8(ascii: "\n")]
  }

  /// Nil for a line that is no reply.
  init?(bytes: [UInt8]) {
    guard case .array(let parts)? = try? JSON.read(bytes), case .string(let kind)? = parts.first else { return nil }
    switch (kind, parts.dropFirst().first, parts.dropFirst(2).first) {
    case ("line", .string(let text), _): self = .line(text)
    case ("note", .string(let text), _): self = .note(text)
    case ("progress", .number(let done), .number(let total)):
      guard let done = Int64(done), let total = Int64(total) else { return nil }
      self = .progress(done, of: total)
    case ("done", _, _): self = .done
    case ("failed", .string(let reason), _): self = .failed(reason)
    default: return nil
    }
  }
}

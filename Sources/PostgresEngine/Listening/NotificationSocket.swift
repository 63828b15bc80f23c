import Glibc

/// Looking at file descriptors.
enum NotificationSocket {
  /// Linux's `POLLRDHUP`, which Glibc's module leaves out: the other end sends nothing more.
  private static let hangUp: Int32 = 0x2000

  /// Returns when `socket` or `wake` can be read, or after `milliseconds`.
  static func wait(_ socket: Int32, _ wake: Int32, _ milliseconds: Int32) {
    var descriptors = [pollfd(fd: socket, events: Int16(POLLIN), revents: 0), pollfd(fd: wake, events: Int16(POLLIN), revents: 0)]
    _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
  }

  /// Whether the other end has closed; what it sent before may still be unread.
  static func isHungUp(_ socket: Int32) -> Bool {
    var descriptor = pollfd(fd: socket, events: Int16(hangUp), revents: 0)
    return poll(&descriptor, 1, 0) > 0 && Int32(descriptor.revents) & (hangUp | POLLHUP | POLLERR) != 0
  }
}

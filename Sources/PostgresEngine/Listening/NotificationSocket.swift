import Glibc

/// Waiting for one of two file descriptors.
enum NotificationSocket {
  /// Returns when `socket` or `wake` can be read, or after `milliseconds`.
  static func wait(_ socket: Int32, _ wake: Int32, _ milliseconds: Int32) {
    var descriptors = [pollfd(fd: socket, events: Int16(POLLIN), revents: 0), pollfd(fd: wake, events: Int16(POLLIN), revents: 0)]
    _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
  }
}

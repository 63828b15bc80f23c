import CCurl
import Domain
import Glibc
import Synchronization

/// One transfer by libcurl, on the thread that makes it: set up, performed, thrown away.
///
/// What is the same for every call that leaves the shop is set here and nowhere else: addresses are decided on when they are connected to,
/// nothing is redirected, no proxy, cookie or password file of the machine is used, and nothing lasts for ever.
final class CurlTransfer {
  /// How a transfer ended without an answer.
  struct Failure: Error {
    let code: CURLcode
    let reason: String
    /// Whether something of the request left before it failed, so that the other side may have acted on it.
    var hasLeft = false
  }

  /// How long a transfer may take.
  struct Deadlines {
    let connectMilliseconds: Int
    let totalMilliseconds: Int
  }

  private let handle: UnsafeMutableRawPointer
  private let traffic: Traffic
  private var lists: [UnsafeMutablePointer<curl_slist>] = []

  /// - Parameter limit: the most octets that are read of an answer's body.
  init(policy: OutboundPolicy, deadlines: Deadlines, stop: StopSign, limit: Int = Traffic.most) throws(Failure) {
    // The library is made ready once, by whoever comes first.
    guard CurlLibrary.isReady, let handle = curl_easy_init() else {
      throw Failure(code: CURLE_FAILED_INIT, reason: "libcurl could not be started.")
    }
    self.handle = handle
    traffic = Traffic(policy: policy, stop: stop, limit: limit)
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_NOPROGRESS, 0)
    try set(CURLOPT_CONNECTTIMEOUT_MS, deadlines.connectMilliseconds)
    try set(CURLOPT_TIMEOUT_MS, deadlines.totalMilliseconds)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_PROXY, "")
    try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    if let certificates = CurlLibrary.certificates { try set(CURLOPT_CAINFO, certificates) }
    try connectTraffic()
  }

  deinit {
    curl_easy_cleanup(handle)
    for list in lists { curl_slist_free_all(list) }
  }

  func set(_ option: CURLoption, _ value: Int) throws(Failure) {
    try check(ccurl_set_number(handle, option, value))
  }

  func set(_ option: CURLoption, _ value: String) throws(Failure) {
    try check(ccurl_set_text(handle, option, value))
  }

  /// A list of lines, such as headers or recipients; none may hold a line break.
  func set(_ option: CURLoption, _ lines: [String]) throws(Failure) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard !line.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }), let longer = curl_slist_append(list, line) else {
        if let list { curl_slist_free_all(list) }
        throw Failure(code: CURLE_BAD_FUNCTION_ARGUMENT, reason: "A header holds a control character.")
      }
      list = longer
    }
    guard let list else { return }
    lists.append(list)
    try check(ccurl_set_list(handle, option, list))
  }

  /// What is sent as the body.
  func send(_ bytes: [UInt8]) {
    traffic.outgoing = bytes[...]
  }

  /// Performs the transfer and returns the answer's code (of HTTP or SMTP), what was read of its body, and whether that is all of it.
  func perform() throws(Failure) -> (status: Int, body: [UInt8], isWhole: Bool) {
    let code = curl_easy_perform(handle)
    let status = status
    // An answer that is longer than anybody reads has been given all the same.
    guard code == CURLE_OK || (code == CURLE_WRITE_ERROR && status > 0) else { throw failure(code) }
    return (status, traffic.incoming, code == CURLE_OK)
  }

  /// The code of the last answer; 0 where there was none.
  var status: Int {
    var status = 0
    _ = ccurl_get_number(handle, CURLINFO_RESPONSE_CODE, &status)
    return status
  }

  private func failure(_ code: CURLcode) -> Failure {
    if traffic.wasBlocked { return Failure(code: code, reason: "Blocked: the address is not on the public internet.") }
    var sent = 0
    _ = ccurl_get_number(handle, CURLINFO_REQUEST_SIZE, &sent)
    if code == CURLE_ABORTED_BY_CALLBACK { return Failure(code: code, reason: "The server was stopped.", hasLeft: sent > 0) }
    return Failure(code: code, reason: String(cString: curl_easy_strerror(code)), hasLeft: sent > 0)
  }

  private func connectTraffic() throws(Failure) {
    let context = Unmanaged.passUnretained(traffic).toOpaque()
    try check(ccurl_set_context(handle, CURLOPT_OPENSOCKETDATA, context))
    try check(ccurl_set_open_socket(handle) { context, _, address in Traffic.at(context)?.open(address) ?? CURL_SOCKET_BAD })
    try check(ccurl_set_context(handle, CURLOPT_WRITEDATA, context))
    try check(ccurl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { Traffic.at($3)?.take($0, $1 &* $2) ?? 0 })
    try check(ccurl_set_context(handle, CURLOPT_HEADERDATA, context))
    try check(ccurl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { Traffic.at($3)?.takeHeader($1 &* $2) ?? 0 })
    try check(ccurl_set_context(handle, CURLOPT_READDATA, context))
    try check(ccurl_set_transfer(handle, CURLOPT_READFUNCTION) { Traffic.at($3)?.give($0, $1 &* $2) ?? 0 })
    try check(ccurl_set_context(handle, CURLOPT_XFERINFODATA, context))
    try check(ccurl_set_progress(handle) { context, _, _, _, _ in Traffic.at(context)?.stop.isUp == true ? 1 : 0 })
  }

  private func check(_ code: CURLcode) throws(Failure) {
    guard code == CURLE_OK else { throw failure(code) }
  }
}

/// What libcurl calls back for during one transfer, on its thread.
private final class Traffic {
  /// The most that is read of an answer where nobody wants more: 64 KiB of body, and as much of headers.
  static let most = 65_536

  private let policy: OutboundPolicy
  private let limit: Int
  let stop: StopSign
  var outgoing: ArraySlice<UInt8> = []
  private(set) var incoming: [UInt8] = []
  private(set) var wasBlocked = false
  private var headerOctets = 0

  init(policy: OutboundPolicy, stop: StopSign, limit: Int) {
    self.policy = policy
    self.stop = stop
    self.limit = limit
  }

  static func at(_ context: UnsafeMutableRawPointer?) -> Traffic? {
    context.map { Unmanaged<Traffic>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Opens a socket to an address that may be reached, whatever name led to it.
  func open(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
    guard let address, let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return CURL_SOCKET_BAD }
    guard let (place, port) = SocketAddress.read(UnsafeRawPointer(address) + offset), policy.allows(place, port: port) else {
      wasBlocked = true
      return CURL_SOCKET_BAD
    }
    wasBlocked = false
    return socket(address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.`protocol`)
  }

  func take(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let room = limit - incoming.count
    incoming.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: min(count, room)))
    return count <= room ? count : 0
  }

  func takeHeader(_ count: Int) -> Int {
    headerOctets = headerOctets.addingReportingOverflow(count).partialValue
    return headerOctets <= Self.most ? count : 0
  }

  func give(_ buffer: UnsafeMutablePointer<CChar>?, _ room: Int) -> Int {
    guard let buffer else { return 0 }
    let piece = outgoing.prefix(room)
    UnsafeMutableRawBufferPointer(start: buffer, count: room).copyBytes(from: piece)
    outgoing = outgoing.dropFirst(piece.count)
    return piece.count
  }
}

/// Tells transfers that are under way that the server ends, or that what they are for is not this process's to do any more.
package final class StopSign: Sendable {
  private let up = Atomic(false)
  private let isOver: @Sendable () -> Bool

  /// - Parameter isOver: what puts the sign up without anybody raising it; asked often.
  package init(when isOver: @escaping @Sendable () -> Bool = { false }) {
    self.isOver = isOver
  }

  package var isUp: Bool { up.load(ordering: .relaxed) || isOver() }

  package func raise() { up.store(true, ordering: .relaxed) }
}

/// What is the same for all transfers of the process.
private enum CurlLibrary {
  static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
  /// A file of certificates to trust in place of the system's, as every program with OpenSSL takes it.
  static let certificates: String? = getenv("SSL_CERT_FILE").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}

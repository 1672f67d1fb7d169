import Glibc
import Testing

/// A socket that accepts connections and never answers, as a frozen server does.
final class SilentServer {
  let directory: String
  private let socket: Int32

  init() throws {
    var template = Array("/tmp/motcua-silent-XXXXXX".utf8CString)
    let isMade = unsafe mkdtemp(&template) != nil
    try #require(isMade)
    directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let path = directory + "/.s.PGSQL.5432"
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let socket = socket
    let isBound = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(isBound == 0)
    try #require(listen(socket, 16) == 0)
  }

  deinit {
    close(socket)
    _ = unsafe unlink(directory + "/.s.PGSQL.5432")
    _ = unsafe rmdir(directory)
  }
}

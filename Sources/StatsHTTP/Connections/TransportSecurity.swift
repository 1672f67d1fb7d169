public import HummingbirdCore
internal import HummingbirdTLS
internal import NIOSSL

/// The certificate and the key with which a server speaks TLS 1.2 or later.
public struct TransportSecurity: Sendable {
  /// A file that is no certificate or no key.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    /// Which file, and what is wrong with it.
    public let description: String
  }

  private let configuration: TLSConfiguration

  /// Reads both files, PEM. The first certificate is the server's own; those of the authorities
  /// between it and the root follow.
  ///
  /// Throws ``Failure`` where a file cannot be read, or where the key is not that of the
  /// certificate.
  public init(certificatePath: String, keyPath: String) throws(Failure) {
    var configuration: TLSConfiguration
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(certificatePath)
      guard !chain.isEmpty else {
        throw Failure(
          description: "the file \(certificatePath) holds no certificate; "
            + "http.tls.certificate names a PEM file with the server's certificate first")
      }
      let key: NIOSSLPrivateKey
      do {
        key = try NIOSSLPrivateKey(file: keyPath, format: .pem)
      } catch {
        throw Failure(
          description: "the private key \(keyPath) cannot be read (\(error)); "
            + "http.tls.key names a PEM file that the service may read")
      }
      configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      configuration.applicationProtocols = ["http/1.1"]
      // Says at the start, instead of at each connection, that key and certificate do not belong
      // together.
      _ = try NIOSSLContext(configuration: configuration)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(
        description: "the certificate \(certificatePath) with the key \(keyPath) cannot be used "
          + "(\(error)); http.tls.certificate and http.tls.key name PEM files of one certificate")
    }
    self.configuration = configuration
  }

  /// The same connections, encrypted.
  func around(_ channel: StatsChannel) throws -> any ServerChildChannel {
    try TLSChannel(channel, tlsConfiguration: configuration)
  }
}

extension HTTPServerBuilder {
  /// A server whose connections have the front, for `Application(router:server:)`.
  public static func stats(
    front: Front, security: TransportSecurity? = nil
  ) -> HTTPServerBuilder {
    HTTPServerBuilder { responder in
      let channel = StatsChannel(responder: responder, front: front)
      return try security?.around(channel) ?? channel
    }
  }
}

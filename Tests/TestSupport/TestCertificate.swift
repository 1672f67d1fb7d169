/// A certificate for localhost and 127.0.0.1 that signed itself, valid until 2126; made by
/// `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500
/// -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1`. It guards nothing.
public enum TestCertificate {
  /// The certificate, PEM.
  public static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBnDCCAUGgAwIBAgIUe+vHz0zc4CU/ItlUEqFfviqVxsowCgYIKoZIzj0EAwIw
    FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzAxMzQwNFoYDzIxMjYxMDMw
    MDEzNDA0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
    PQMBBwNCAAQDS2LQYKXLfTPmSclCdIzd+72YDLdBP0y3oLwYGsZv/Ypurx4Qt1yO
    MBqsJnyBoI19UGp1+cXNmbkVr9Iartv7o28wbTAdBgNVHQ4EFgQU65zuRdIMqxKB
    tOGtcr+gxkf4MfIwHwYDVR0jBBgwFoAU65zuRdIMqxKBtOGtcr+gxkf4MfIwDwYD
    VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
    zj0EAwIDSQAwRgIhAMJmUBzpZ7Sp9co0ZUqgS1PveKH1N8XQiCkPGxQkwftqAiEA
    mIpxLGKwK0QpS1x7UlWFDTNurelEtaoWIQ3ZsnYlGdQ=
    -----END CERTIFICATE-----
    """

  /// Its private key, PEM.
  public static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrt2Dq4B61fudoA/r
    R+bf/SXSBgp8DiqEIHOBgdDnUAKhRANCAAQDS2LQYKXLfTPmSclCdIzd+72YDLdB
    P0y3oLwYGsZv/Ypurx4Qt1yOMBqsJnyBoI19UGp1+cXNmbkVr9Iartv7
    -----END PRIVATE KEY-----
    """
}

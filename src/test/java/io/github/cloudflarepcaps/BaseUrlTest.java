package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cloudflarepcaps.internal.net.BaseUrl;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials go over TLS, or over plain http to this machine alone. */
class BaseUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.cloudflare.com/client/v4,https://api.cloudflare.com/client/v4",
    "https://api.cloudflare.com/client/v4/,https://api.cloudflare.com/client/v4",
    "HTTPS://API.Cloudflare.com/client/v4,https://api.cloudflare.com/client/v4",
    "https://proxy.example:8443/cf,https://proxy.example:8443/cf",
    "http://127.0.0.1:8080/client/v4,http://127.0.0.1:8080/client/v4",
    "http://127.255.0.7/,http://127.255.0.7/",
    "http://localhost:1/x,http://localhost:1/x",
    "HTTP://LOCALHOST/x,http://localhost/x",
    "http://[::1]:8080/x,http://[::1]:8080/x",
    "http://[0:0:0:0:0:0:0:1]/x,http://[::1]/x",
    "http://[::ffff:127.0.0.1]/x,http://127.0.0.1/x",
    "https://mock_server:8443/client/v4,https://mock_server:8443/client/v4",
    "https://bücher.example/v4,https://xn--bcher-kva.example/v4",
    "https://api.example/größe,https://api.example/gr%C3%B6%C3%9Fe"
  })
  void tlsAndLoopbackAreAccepted(String url, String taken) {
    assertThat(BaseUrl.parse(url)).hasToString(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.cloudflare.com/client/v4",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
        "http://evil.example/127.0.0.1",
        "http://evil.example#@127.0.0.1/",
        "http://evil.example\\@127.0.0.1/",
        "http://127.0.0.1\\@evil.example/",
        "http://localhost@evil.example/",
        "http://127.0.0.1:80@evil.example/",
        "http://127.0.0.1%2eevil.example/",
        "http://127.0.0.999/",
        "http://127.0.0.256/",
        "http://127.1/",
        "http://127.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://128.0.0.1/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://[::2]/",
        "http://[::ffff:128.0.0.1]/",
        "http://[fe80::1%25lo]/",
        "http://localhost./",
        "http://loc%61lhost.evil.example/",
        "http://xn--localhost-/",
        "http://localhost\u0430/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "//127.0.0.1/",
        "127.0.0.1:8080",
        "api.example",
        "https:api.cloudflare.com",
        "https:\\\\api.cloudflare.com",
        "https://api.cloudflare.com\\x",
        "https://api.cloudflare.com/ ",
        "https:///client/v4",
        "https://",
        "https://api.cloudflare.com/client/v4?x=1",
        "https://api.cloudflare.com/client/v4#x",
        "https://api.cloudflare.com:99999/",
        "https://api.cloudflare.com\r\n.evil.example/",
        "https://api cloudflare.com/",
        " https://api.cloudflare.com/",
        ""
      })
  void anythingElseIsRejected(String url) {
    assertThatThrownBy(() -> CloudflareClient.builder().baseUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("baseUrl ")
        .hasNoCause();
  }

  @Test
  void messageNamesTheRuleAndTheUrl() {
    assertThatThrownBy(() -> CloudflareClient.builder().baseUrl("http://api.cloudflare.com/x"))
        .hasMessage(
            "baseUrl must use https (http is allowed only for loopback addresses):"
                + " \"http://api.cloudflare.com/x\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'',must be an https URL such as https://api.cloudflare.com/client/v4: \"\"",
    "ftp://x,must be an https URL such as https://api.cloudflare.com/client/v4: \"ftp://x\"",
    "https://api.example/?t=example-token,must have no query and no fragment:"
        + " \"https://api.example/?…\"",
    "https://ada:example-token@api.example,must have no user and no password"
  })
  void messageQuotesNoSecret(String url, String message) {
    assertThatThrownBy(() -> BaseUrl.parse(url)).hasMessage("baseUrl " + message);
  }

  @Test
  void hostWithAnUnderscoreIsAccepted() {
    TrustedCertificate certificate = TrustedCertificate.of("mock_server");
    try (RawServer server = RawServer.startWithTls(certificate.serverContext());
        CloudflareClient client =
            server
                .client()
                .baseUrl("https://mock_server:" + server.port() + "/client/v4")
                .httpClient(
                    certificate
                        .trustingClient()
                        .dns(host -> List.of(InetAddress.getByName("127.0.0.1")))
                        .build())
                .build()) {
      client.pcaps().create(Given.SIMPLE);
      assertThat(server.requests()).containsExactly("POST /pcaps");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:example-token@api.cloudflare.com/",
        "https://example-token@api.cloudflare.com/",
        "https://user:example-token@api cloudflare.com/",
        "https://user:example-token\n@api.cloudflare.com/",
        "http://user:example-token@api.cloudflare.com/",
        "https://api.cloudflare.com/?key=example-token",
        "https://api.cloud flare.com/?key=example-token",
        "https://user:example-token@api.cloudflare.com@evil.example/",
        "https://user:example-token@api.cloudflare.com/?a=b@c",
        "https://api.cloudflare.com/#example-token"
      })
  void secretIsNotQuoted(String url) {
    IllegalArgumentException e =
        failsWith(IllegalArgumentException.class, () -> CloudflareClient.builder().baseUrl(url));
    assertThat(Printables.of(e)).noneMatch(text -> text.contains("example-token"));
  }
}

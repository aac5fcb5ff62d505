package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okio.Buffer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A truncated body is an error over TLS, with HTTP/1.1 and HTTP/2: downloads count their bytes. */
@Timeout(60)
class TruncatedDownloadTest {
  private static final int CANCEL = 8;
  private static final byte[] COMPLETE = CaptureBytes.twoPackets();
  private static final byte[] PART = Arrays.copyOf(COMPLETE, COMPLETE.length - 20);

  @AutoClose private final MockWebServer server = new MockWebServer();
  @TempDir private Path directory;
  private final TrustedCertificate certificate = TrustedCertificate.of("localhost", "127.0.0.1");

  /** How a body ends too early. */
  enum Ending {
    SILENTLY(SocketEffect.ShutdownConnection.INSTANCE),
    CLOSED(new SocketEffect.CloseSocket()),
    RESET(new SocketEffect.CloseStream(CANCEL));

    private final SocketEffect effect;

    Ending(SocketEffect effect) {
      this.effect = effect;
    }
  }

  enum Http {
    ONE(Protocol.HTTP_1_1, "HTTP/1.1"),
    TWO(Protocol.HTTP_2, "HTTP/2");

    private final Protocol protocol;
    private final String version;

    Http(Protocol protocol, String version) {
      this.protocol = protocol;
      this.version = version;
    }
  }

  /** Under HTTP/2, a socket that closes may lose the headers too: then nothing has begun. */
  static Stream<Arguments> endings() {
    return Stream.of(Http.values())
        .flatMap(http -> Stream.of(Ending.values()).map(ending -> Arguments.of(http, ending)))
        .filter(ending -> !List.of(ending.get()).equals(List.of(Http.TWO, Ending.CLOSED)));
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
    server.useHttps(certificate.serverContext().getSocketFactory());
  }

  private CloudflareClient client(Http http) {
    List<Protocol> protocols =
        http == Http.ONE ? List.of(http.protocol) : List.of(http.protocol, Protocol.HTTP_1_1);
    server.setProtocols(protocols);
    OkHttpClient borrowed = certificate.trustingClient().protocols(protocols).build();
    return CloudflareClient.builder()
        .baseUrl(server.url("/client/v4").toString())
        .accountId(Given.ACCOUNT)
        .apiToken(Given.TOKEN)
        .retryPolicy(RetryPolicy.none())
        .httpClient(borrowed)
        .build();
  }

  private static MockResponse part(Ending ending) {
    return new MockResponse.Builder()
        .body(new Buffer().write(PART))
        .setHeader("Content-Length", COMPLETE.length)
        .onResponseEnd(ending.effect)
        .build();
  }

  @ParameterizedTest
  @MethodSource("endings")
  void truncatedStreamIsAnIOException(Http http, Ending ending) {
    server.enqueue(part(ending));
    try (CloudflareClient client = client(http);
        PcapDownload download = client.pcaps().download(Given.ID)) {
      assertThat(download.contentLength()).hasValue(COMPLETE.length);
      assertThatThrownBy(() -> download.stream().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("endings")
  void truncatedDownloadToAFileLeavesNothing(Http http, Ending ending) {
    server.enqueue(part(ending));
    try (CloudflareClient client = client(http)) {
      assertThatThrownBy(() -> client.pcaps().downloadTo(Given.ID, directory.resolve("a.pcap")))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining(" broke off after ");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void savingATruncatedStreamIsATransportException(Ending ending) {
    server.enqueue(part(ending));
    try (CloudflareClient client = client(ending == Ending.CLOSED ? Http.ONE : Http.TWO);
        PcapDownload download = client.pcaps().download(Given.ID)) {
      assertThatThrownBy(() -> download.saveTo(directory.resolve("a.pcap")))
          .isInstanceOf(TransportException.class);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void completeBodyIsSaved(Http http) throws Exception {
    server.enqueue(new MockResponse.Builder().body(new Buffer().write(COMPLETE)).build());
    Path file = directory.resolve("a.pcap");
    try (CloudflareClient client = client(http)) {
      assertThat(client.pcaps().downloadTo(Given.ID, file).bytes()).isEqualTo(COMPLETE.length);
    }
    assertThat(file).hasBinaryContent(COMPLETE);
    assertThat(server.takeRequest().getVersion()).isEqualTo(http.version);
  }
}

package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A borrowed client adds no retries and follows no redirects, however it is configured. */
class BorrowedClientRetriesTest {
  @AutoClose private final RawServer server = RawServer.start();
  private final TestTime time = TestTime.start();

  /** A client with all of OkHttp's own retries and redirects enabled. */
  private static OkHttpClient eager() {
    return new OkHttpClient.Builder()
        .retryOnConnectionFailure(true)
        .followRedirects(true)
        .followSslRedirects(true)
        .addInterceptor(chain -> chain.proceed(chain.request()))
        .build();
  }

  static Stream<Named<RawServer.Script>> faults() {
    return Stream.of(
        Named.of("close", RawPeer::close),
        Named.of("reset", RawPeer::reset),
        response(503, "Retry-After: 0"),
        response(408, "Connection: close"),
        response(307, "Location: /elsewhere"),
        response(308, "Location: /elsewhere"),
        response(302, "Location: /elsewhere"),
        response(401, "WWW-Authenticate: Basic realm=\"a\""));
  }

  private static Named<RawServer.Script> response(int status, String header) {
    return Named.of(status + " " + header, peer -> peer.respond(status, header + "\r\n", ""));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void retriesAndRedirectsOfABorrowedClientAreOff(RawServer.Script fault) {
    server.then(RawPeer::respondNormally).then(fault);
    try (CloudflareClient client = server.at(time).httpClient(eager()).build()) {
      client.pcaps().list();
      failsWith(CloudflareException.class, () -> Call.CREATE_SIMPLE.make(client));
    }
    assertThat(server.requests()).containsExactly("GET /pcaps", "POST /pcaps");
  }

  @Test
  void retryingInterceptorIsStopped() {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  try {
                    return chain.proceed(chain.request());
                  } catch (IOException e) {
                    return chain.proceed(chain.request());
                  }
                })
            .build();
    server.then(RawPeer::close);
    try (CloudflareClient client = server.at(time).httpClient(http).build()) {
      assertThat(failsWith(OutcomeUnknownException.class, () -> Call.CREATE_SIMPLE.make(client)))
          .hasMessageContaining("an interceptor tried to send createPcap a second time");
    }
    assertThat(server.requests()).hasSize(1);
  }
}

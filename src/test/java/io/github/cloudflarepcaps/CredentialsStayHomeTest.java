package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials are sent to the base URL's origin and to no other. */
class CredentialsStayHomeTest {
  @AutoClose private final MockWebServer elsewhere = new MockWebServer();

  @BeforeEach
  void start() throws Exception {
    elsewhere.start();
  }

  private static OkHttpClient.Builder borrowed() {
    return new OkHttpClient.Builder()
        .followRedirects(true)
        .followSslRedirects(true)
        .retryOnConnectionFailure(true);
  }

  private static Wire wire(OkHttpClient http) {
    return Wire.open(b -> b.apiKey(Secrets.EMAIL, Secrets.KEY).httpClient(http));
  }

  private MockResponse redirect(int status, String location) {
    return new MockResponse.Builder().code(status).addHeader("Location", location).build();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void noRedirectIsFollowed(int status) {
    try (Wire wire = Wire.open()) {
      wire.enqueue(redirect(status, elsewhere.url("/").toString()));
      assertThat(failsWith(ApiException.class, () -> wire.pcaps().get(Given.ID)))
          .extracting(ApiException::statusCode)
          .isEqualTo(status);
      assertThat(elsewhere.getRequestCount()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void noCallOfABorrowedClientIsRedirected(Call call) {
    try (Wire wire = wire(borrowed().build())) {
      wire.enqueue(redirect(307, elsewhere.url("/").toString()));
      wire.enqueue(
          redirect(302, elsewhere.url("/").toString())); // for the get after a failed download
      ApiException e = failsWith(ApiException.class, () -> call.makeAndClose(wire.client()));
      assertThat(e.statusCode()).isEqualTo(307);
      assertThat(elsewhere.getRequestCount()).isZero();
    }
  }

  @Test
  void noRedirectOnTheSameHostIsFollowed() {
    try (Wire wire = wire(borrowed().build())) {
      wire.enqueue(redirect(302, "/client/v4/elsewhere"));
      assertThat(failsWith(CompletionException.class, () -> async(wire))).isNotNull();
      assertThat(wire.requests()).isEqualTo(1);
    }
  }

  private static Object async(Wire wire) {
    return Call.GET_PCAP.makeAsync(wire.client());
  }

  @ParameterizedTest
  @ValueSource(strings = {"port", "host"})
  void requestRedirectedByAnInterceptorIsNotSent(String part) {
    try (Wire wire = wire(borrowed().addInterceptor(chain -> redirectAway(chain, part)).build())) {
      assertThat(failsWith(CloudflareException.class, () -> wire.pcaps().get(Given.ID)))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("refusing to send credentials to another host");
      assertThat(elsewhere.getRequestCount()).isZero();
      assertThat(wire.requests()).isZero();
    }
  }

  @Test
  void createRedirectedByAnInterceptorHasNotTakenEffect() {
    try (Wire wire =
        wire(borrowed().addInterceptor(chain -> redirectAway(chain, "port")).build())) {
      TransportException e =
          failsWith(TransportException.class, () -> wire.pcaps().create(Given.SIMPLE));
      assertThat(e.outcomeUnknown()).isFalse();
      assertThat(elsewhere.getRequestCount()).isZero();
    }
  }

  private okhttp3.Response redirectAway(Interceptor.Chain chain, String part)
      throws java.io.IOException {
    HttpUrl url = chain.request().url();
    HttpUrl away =
        part.equals("port")
            ? url.newBuilder().port(elsewhere.getPort()).build()
            : url.newBuilder().host("localhost").port(elsewhere.getPort()).build();
    return chain.proceed(chain.request().newBuilder().url(away).build());
  }

  @Test
  void redirectFollowedByAnInterceptorCarriesNoCredentials() {
    OkHttpClient plain = new OkHttpClient();
    Interceptor follower =
        chain -> {
          chain.proceed(chain.request()).close();
          return plain
              .newCall(chain.request().newBuilder().url(elsewhere.url("/")).build())
              .execute();
        };
    try (Wire wire = wire(borrowed().addInterceptor(follower).build())) {
      wire.enqueue(redirect(302, elsewhere.url("/").toString()));
      elsewhere.enqueue(new MockResponse.Builder().code(404).build());
      assertThatThrownBy(() -> wire.pcaps().get(Given.ID)).isInstanceOf(CloudflareException.class);
      Sent sent = new Sent(take());
      sent.hasNoHeader("X-Auth-Key").hasNoHeader("X-Auth-Email").hasNoHeader("Authorization");
    }
  }

  private mockwebserver3.RecordedRequest take() {
    try {
      return elsewhere.takeRequest();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void authenticatorOfABorrowedClientIsNotCalled() {
    OkHttpClient http =
        borrowed()
            .authenticator(
                (route, response) ->
                    response.request().newBuilder().header("Authorization", "Basic x").build())
            .build();
    try (Wire wire = wire(http)) {
      wire.enqueue(401, Fixture.refusal(10000, "no"));
      assertThatThrownBy(() -> wire.pcaps().get(Given.ID))
          .isInstanceOf(AuthenticationException.class);
      assertThat(wire.requests()).isEqualTo(1);
    }
  }
}

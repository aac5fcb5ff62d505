package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeRoutesTest {
  private static final String UNKNOWN = "00000000000000000000000000000000";

  @AutoClose private final FakeCloudflare fake = FakeCloudflare.start();
  private final Caller caller = new Caller(fake);

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "x", "/not-an-id", "//download", "/" + UNKNOWN + "/files", "/%2e%2e"})
  void pathWithoutARouteIs404WithCode7003(String path) throws IOException {
    Caller.Reply reply = caller.get(path);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo(7003);
    assertThat(reply.text()).contains("Could not route to " + caller.uri(path).getRawPath());
  }

  @Test
  void anotherAccountIs404WithCode7003() throws IOException {
    URI other = URI.create(fake.baseUrl() + "/accounts/" + UNKNOWN + "/pcaps");
    Caller.Reply reply =
        caller.send(
            HttpRequest.newBuilder(other).header("Authorization", "Bearer " + fake.apiToken()));
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo(7003);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /" + UNKNOWN,
    "GET, /" + UNKNOWN + "/download",
    "PUT, /" + UNKNOWN + "/stop",
    "DELETE, /ownership/" + UNKNOWN
  })
  void unknownIdIs404(String method, String path) throws IOException {
    assertThat(caller.call(method, path, "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, '', 'GET, POST'",
    "PUT, /ownership, 'GET, POST'",
    "GET, /ownership/validate, POST",
    "GET, /ownership/" + UNKNOWN + ", DELETE",
    "POST, /" + UNKNOWN + ", GET",
    "POST, /" + UNKNOWN + "/stop, PUT",
    "POST, /" + UNKNOWN + "/download, GET"
  })
  void otherMethodIs405WithTheAllowedMethods(String method, String path, String allowed)
      throws IOException {
    Caller.Reply reply = caller.call(method, path, "");
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo(allowed);
  }

  @Test
  void bodyOverOneMebibyteIs413() throws IOException {
    Caller.Reply reply = caller.post("", "x".repeat(FakeServer.MAX_BODY + 1));
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.json().path("success").booleanValue()).isFalse();
  }

  @Test
  void everyResponseHasARayAndTheRemainingCalls() throws IOException {
    Caller.Reply reply = caller.get("");
    assertThat(reply.header("cf-ray")).matches("[0-9a-f]{16}-FRA");
    assertThat(reply.header("Ratelimit")).isEqualTo("\"default\";r=1199;t=300");
    assertThat(reply.header("Ratelimit-Policy")).isEqualTo("\"default\";q=1200;w=300");
  }

  @Test
  void everyResponseHasItsOwnRay() throws IOException {
    assertThat(caller.get("").header("cf-ray")).isNotEqualTo(caller.get("").header("cf-ray"));
  }
}

package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeCallsTest {
  private static final String KEY = "example-key-of-r2";

  @AutoClose private final FakeCloudflare fake = FakeCloudflare.start();
  private final Caller caller = new Caller(fake);

  private FakeCall last() {
    return fake.calls().get(fake.calls().size() - 1);
  }

  @Test
  void callsAreTheRequestsAsSentInOrder() throws IOException {
    caller.get("?page=2");
    caller.create(Body.simple());
    String path = "/client/v4/accounts/" + fake.accountId() + "/pcaps";
    assertThat(fake.calls()).extracting(FakeCall::method).containsExactly("GET", "POST");
    assertThat(fake.calls()).extracting(FakeCall::path).containsExactly(path + "?page=2", path);
    assertThat(fake.calls())
        .extracting(FakeCall::body)
        .containsExactly("", Body.simple().toString());
  }

  @Test
  void callsHaveCaseInsensitiveHeaderNamesOnly() throws IOException {
    caller.get("");
    assertThat(last().headerNames().contains("authorization")).isTrue();
    assertThat(last().headerNames().contains("USER-AGENT")).isTrue();
    assertThat(last().toString()).doesNotContain(fake.apiToken());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r2://b?account-id=1&access-key-id=i&secret-access-key=" + KEY,
        "r2://b?account-id=1&access-key-id=" + KEY + "&secret-access-key=s",
        "r2://b?SECRET-ACCESS-KEY=" + KEY,
        "r2://b?secret%2Daccess%2Dkey=" + KEY,
        "r2://b?\\u0073ecret-acces\\u0073-key=" + KEY,
        "r2:\\/\\/b?secret-access-key=" + KEY,
        "other://b?secret-access-key=" + KEY
      })
  void keysOfABucketAreMasked(String bucket) throws IOException {
    caller.post("/ownership", "{\"destination_conf\":\"" + bucket + "\"}");
    assertThat(last().body()).doesNotContain(KEY).contains("=***");
  }

  @Test
  void keysAreMaskedInABodyThatIsNotJson() throws IOException {
    caller.post("/ownership", "r2://b?secret-access-key=" + KEY);
    assertThat(last().body()).isEqualTo("r2://b?secret-access-key=***");
  }

  @Test
  void tokenInPathOrBodyIsMasked() throws IOException {
    caller.post("/" + fake.apiToken(), "{\"type\":\"" + fake.apiToken() + "\"}");
    assertThat(last().path()).endsWith("/pcaps/***");
    assertThat(last().body()).isEqualTo("{\"type\":\"***\"}");
  }

  @Test
  void invalidTokenIsMasked() throws IOException {
    String path = URLEncoder.encode("another-token", StandardCharsets.UTF_8);
    caller.send(
        HttpRequest.newBuilder(caller.uri("/" + path))
            .header("Authorization", "Bearer another-token"));
    assertThat(last().toString()).doesNotContain("another-token");
  }

  @Test
  void requestThatMetAFaultIsLogged() throws IOException {
    fake.failNext(Fault.html(502));
    caller.get("");
    assertThat(fake.calls()).hasSize(1);
  }
}

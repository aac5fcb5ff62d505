package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeAuthenticationTest {
  private final FakeCloudflare fake = FakeCloudflare.start();
  private final Caller caller = new Caller(fake);

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void theTokenIsLetIn() throws IOException {
    assertThat(caller.listWith("Authorization", "Bearer " + fake.apiToken()).status())
        .isEqualTo(200);
  }

  @Test
  void anEmailWithTheTokenAsItsKeyIsLetIn() throws IOException {
    Caller.Answered answer =
        caller.listWith("X-Auth-Email", "user@example.com", "X-Auth-Key", fake.apiToken());
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void noCredentialsAre400WithCode9106() throws IOException {
    Caller.Answered answer = caller.listWith();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(9106);
  }

  @Test
  void aKeyWithoutAnEmailIs400WithCode9106() throws IOException {
    Caller.Answered answer = caller.listWith("X-Auth-Key", fake.apiToken());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(9106);
  }

  @Test
  void anotherTokenIs401WithCode10000() throws IOException {
    Caller.Answered answer = caller.listWith("Authorization", "Bearer another-token");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo(10000);
  }

  @Test
  void anotherKeyIs401WithCode10000() throws IOException {
    Caller.Answered answer =
        caller.listWith("X-Auth-Email", "user@example.com", "X-Auth-Key", "another-key");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo(10000);
  }

  @Test
  void aMalformedAuthorizationIs400WithCode6003AndItsCause() throws IOException {
    Caller.Answered answer = caller.listWith("Authorization", fake.apiToken());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(6003);
    assertThat(answer.json().at("/errors/0/error_chain/0/code").intValue()).isEqualTo(6111);
  }

  @Test
  void aMalformedKeyIs400WithCode6003AndItsCause() throws IOException {
    Caller.Answered answer =
        caller.listWith("X-Auth-Email", "user@example.com", "X-Auth-Key", "not a key");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(6003);
    assertThat(answer.json().at("/errors/0/error_chain/0/code").intValue()).isEqualTo(6103);
  }
}

package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FakeAuthenticationTest {
  @AutoClose private final FakeCloudflare fake = FakeCloudflare.start();
  private final Caller caller = new Caller(fake);

  @Test
  void theTokenIsAccepted() throws IOException {
    assertThat(caller.listWith("Authorization", "Bearer " + fake.apiToken()).status())
        .isEqualTo(200);
  }

  @Test
  void theTokenAsAKeyOfAnyEmailIsAccepted() throws IOException {
    Caller.Reply reply =
        caller.listWith("X-Auth-Email", "user@example.com", "X-Auth-Key", fake.apiToken());
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void missingCredentialsAre400WithCode9106() throws IOException {
    Caller.Reply reply = caller.listWith();
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(9106);
  }

  @Test
  void keyWithoutEmailIs400WithCode9106() throws IOException {
    Caller.Reply reply = caller.listWith("X-Auth-Key", fake.apiToken());
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(9106);
  }

  @Test
  void anotherTokenIs401WithCode10000() throws IOException {
    Caller.Reply reply = caller.listWith("Authorization", "Bearer another-token");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo(10000);
  }

  @Test
  void anotherKeyIs401WithCode10000() throws IOException {
    Caller.Reply reply =
        caller.listWith("X-Auth-Email", "user@example.com", "X-Auth-Key", "another-key");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo(10000);
  }

  @Test
  void malformedAuthorizationIs400WithCode6003AndItsCause() throws IOException {
    Caller.Reply reply = caller.listWith("Authorization", fake.apiToken());
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(6003);
    assertThat(reply.json().at("/errors/0/error_chain/0/code").intValue()).isEqualTo(6111);
  }

  @Test
  void malformedKeyIs400WithCode6003AndItsCause() throws IOException {
    Caller.Reply reply =
        caller.listWith("X-Auth-Email", "user@example.com", "X-Auth-Key", "not a key");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(6003);
    assertThat(reply.json().at("/errors/0/error_chain/0/code").intValue()).isEqualTo(6103);
  }
}

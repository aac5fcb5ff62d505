package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.github.cloudflarepcaps.RawServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** All calls of a client share a budget of retries. */
class RetryBudgetTest {
  @AutoClose private final RawServer server = RawServer.start();
  private final TestTime time = TestTime.start();

  private static ApiException rejection(CloudflareClient client) {
    return failsWith(ApiException.class, () -> client.pcaps().list());
  }

  @Test
  void outageOfAThousandCallsIsFiftyRetries() {
    RetryPolicy quick = RetryPolicy.standard().withFirstDelay(Duration.ofNanos(1));
    server.then(1050, status(503));
    try (CloudflareClient client = server.at(time).retryPolicy(quick).build()) {
      for (int i = 0; i < 1000; i++) {
        assertThat(catchThrowable(() -> client.pcaps().list())).isInstanceOf(ApiException.class);
      }
    }
    assertThat(server.requests()).hasSize(1050);
  }

  @Test
  void derivedClientsShareTheBudget() {
    RetryPolicy quick =
        RetryPolicy.standard().withMaxRetries(60).withFirstDelay(Duration.ofNanos(1));
    quick = quick.withMaxDelay(Duration.ofNanos(1));
    server.then(52, status(503));
    try (CloudflareClient client = server.at(time).retryPolicy(quick).build();
        CloudflareClient derived = client.toBuilder().build()) {
      assertThat(rejection(client).attempts()).isEqualTo(51);
      assertThat(rejection(derived).attempts()).isEqualTo(1);
    }
  }

  @Test
  void budgetRefillsWithTimeAndWithSuccess() {
    RetryPolicy quick =
        RetryPolicy.standard()
            .withMaxRetries(60)
            .withFirstDelay(Duration.ofNanos(1))
            .withMaxDelay(Duration.ofNanos(1));
    try (CloudflareClient client = server.at(time).retryPolicy(quick).build()) {
      server.then(51, status(503));
      rejection(client);
      for (int i = 0; i < 21; i++) {
        client.pcaps().list();
      }
      server.then(3, status(503));
      assertThat(rejection(client).attempts()).isEqualTo(3);
      time.pass(Duration.ofSeconds(4));
      server.then(5, status(503));
      assertThat(rejection(client).attempts()).isEqualTo(5);
    }
  }
}

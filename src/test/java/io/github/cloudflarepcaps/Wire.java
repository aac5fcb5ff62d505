package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** A server that answers as it is told, and a client that talks to it. */
final class Wire implements AutoCloseable {
  static final String ACCOUNT = "0123456789abcdef0123456789abcdef";
  static final String TOKEN = "example-token";
  static final String ACCOUNT_PATH = "/client/v4/accounts/" + ACCOUNT;

  private final MockWebServer server = new MockWebServer();
  private final CloudflareClient client;

  private Wire(CloudflareClient.Builder builder, UnaryOperator<CloudflareClient.Builder> settings) {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client = settings.apply(builder.baseUrl(baseUrl()).accountId(ACCOUNT)).build();
  }

  /** With a token, and nothing tried twice. */
  static Wire open() {
    return open(builder -> builder.apiToken(TOKEN));
  }

  /** With other settings than {@link #open}'s; credentials are among them. */
  static Wire open(UnaryOperator<CloudflareClient.Builder> settings) {
    return new Wire(
        CloudflareClient.builder(), b -> settings.apply(b.retryPolicy(RetryPolicy.none())));
  }

  /** With a token and the standard retries, in a time of the test's own. */
  static Wire at(Time time) {
    return at(time, builder -> builder);
  }

  /** In a time of the test's own, with other settings than a token. */
  static Wire at(Time time, UnaryOperator<CloudflareClient.Builder> settings) {
    return new Wire(
        CloudflareClient.Builder.withTime(time), b -> settings.apply(b.apiToken(TOKEN)));
  }

  String baseUrl() {
    return server.url("/client/v4").toString();
  }

  CloudflareClient client() {
    return client;
  }

  PcapService pcaps() {
    return client.pcaps();
  }

  OwnershipService ownership() {
    return client.ownership();
  }

  /** The next answer is 200 with that fixture. */
  Wire answers(String fixture) {
    return answers(200, Fixture.json(fixture));
  }

  /** The next answer, in JSON unless the body begins otherwise. */
  Wire answers(int status, String body) {
    String type = body.startsWith("<") ? "text/html" : "application/json";
    return answers(
        new MockResponse.Builder().code(status).body(body).setHeader("Content-Type", type).build());
  }

  /** The next answer is a capture file with those bytes. */
  Wire answers(byte[] file) {
    return answers(
        new MockResponse.Builder()
            .body(new Buffer().write(file))
            .setHeader("Content-Type", "application/vnd.tcpdump.pcap")
            .build());
  }

  Wire answers(MockResponse response) {
    server.enqueue(response);
    return this;
  }

  /** The next request that came. */
  Sent sent() {
    try {
      RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
      assertThat(request).as("a request").isNotNull();
      return new Sent(request);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int requests() {
    return server.getRequestCount();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}

package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Pcap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** A server that sends the responses a test enqueued, and a client of it. */
final class Wire implements AutoCloseable {
  static final String ACCOUNT_PATH = "/client/v4/accounts/" + Given.ACCOUNT;

  private final MockWebServer server = new MockWebServer();
  private final CloudflareClient client;

  private Wire(CloudflareClient.Builder builder, UnaryOperator<CloudflareClient.Builder> settings) {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client = settings.apply(builder.baseUrl(baseUrl()).accountId(Given.ACCOUNT)).build();
  }

  /** With a token and without retries. */
  static Wire open() {
    return open(builder -> builder.apiToken(Given.TOKEN));
  }

  /** Without retries; {@code settings} must contain the credentials. */
  static Wire open(UnaryOperator<CloudflareClient.Builder> settings) {
    return new Wire(
        CloudflareClient.builder(), b -> settings.apply(b.retryPolicy(RetryPolicy.none())));
  }

  /** With a token, the default retries and the test's own clock. */
  static Wire at(Time time) {
    return at(time, builder -> builder);
  }

  /** Like {@link #at(Time)}, with further settings. */
  static Wire at(Time time, UnaryOperator<CloudflareClient.Builder> settings) {
    return new Wire(
        CloudflareClient.Builder.withTime(time), b -> settings.apply(b.apiToken(Given.TOKEN)));
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

  /** Enqueues a response with status 200 and that fixture as its body. */
  Wire enqueue(String fixture) {
    return enqueue(200, Fixture.json(fixture));
  }

  /** Enqueues a response of JSON, or of HTML if the body begins with {@code <}. */
  Wire enqueue(int status, String body) {
    String type = body.startsWith("<") ? "text/html" : "application/json";
    return enqueue(
        new MockResponse.Builder().code(status).body(body).setHeader("Content-Type", type).build());
  }

  /** Enqueues a capture with those fields, and returns what the client reads; ' stands for ". */
  Pcap read(String fields) {
    return readResult(Fixture.pcap(fields));
  }

  /** Enqueues a result, and returns what the client reads of it as a capture; ' stands for ". */
  Pcap readResult(String json) {
    return enqueue(200, Fixture.result(Fixture.quoted(json))).pcaps().get(Given.ID);
  }

  /** Enqueues a closed connection in place of a response. */
  Wire enqueueClose() {
    return enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
  }

  /** Enqueues a download of those bytes. */
  Wire enqueue(byte[] file) {
    return enqueue(
        new MockResponse.Builder()
            .body(new Buffer().write(file))
            .setHeader("Content-Type", "application/vnd.tcpdump.pcap")
            .build());
  }

  Wire enqueue(MockResponse response) {
    server.enqueue(response);
    return this;
  }

  /** The next request that the server received. */
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

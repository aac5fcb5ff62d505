package io.github.cloudflarepcaps.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A failure of the next request to {@link FakeCloudflare}, for any request. {@link #status}, {@link
 * #retryAfter} and {@link #html} respond in place of the API: nothing is created, stopped or
 * deleted. The others let the operation succeed and then corrupt the response, which is how an
 * outcome becomes unknown.
 */
public abstract sealed class Fault {
  private final String name;

  private Fault(String name) {
    this.name = name;
  }

  abstract void apply(Exchange exchange, Supplier<Response> operation)
      throws IOException, InterruptedException;

  /**
   * An envelope with {@code success: false} and one error.
   *
   * @param status the HTTP status, from 200 to 599 except those without a body (204, 205, 304)
   * @param code the error's code, at least 0
   * @param message the error's message
   * @throws IllegalArgumentException if the status or the code is outside these ranges
   */
  public static Fault status(int status, int code, String message) {
    requireStatus(status);
    requireNotNegative("code", code);
    Objects.requireNonNull(message, "message");
    return new Replaced(
        "status(" + status + ", " + code + ", " + message + ")",
        Envelopes.rejection(Rejection.of(status, code, message)));
  }

  /**
   * An envelope with {@code success: false}, and a {@code Retry-After} header.
   *
   * @param status the HTTP status as for {@link #status}, such as 429 or 503
   * @param wait the header's value, rounded up to seconds; zero is allowed
   * @throws IllegalArgumentException if the status is invalid or the wait is negative
   */
  public static Fault retryAfter(int status, Duration wait) {
    requireStatus(status);
    requireNotNegative("wait", wait);
    return new Replaced(
        "retryAfter(" + status + ", " + wait + ")",
        Envelopes.rejection(Rejection.of(status, Rejection.TOO_MANY, "Please wait"))
            .withHeader("Retry-After", Envelopes.fullSeconds(wait)));
  }

  /**
   * An HTML page, as Cloudflare's edge sends one when it does not reach the API.
   *
   * @param status the HTTP status as for {@link #status}, such as 502 or 522
   * @throws IllegalArgumentException if the status is invalid
   */
  public static Fault html(int status) {
    requireStatus(status);
    String page =
        "<!DOCTYPE html>\n<html lang=\"en-US\">\n<head><title>api.cloudflare.com | "
            + status
            + "</title></head>\n<body><h1>Error "
            + status
            + "</h1><p>The web server reported an error.</p></body>\n</html>\n";
    return new Replaced(
        "html(" + status + ")", Response.of(status, "text/html; charset=UTF-8", page));
  }

  /** The operation succeeds; then the connection is closed without a response. */
  public static Fault dropBeforeResponse() {
    return new Dropped();
  }

  /**
   * The operation succeeds at once; its response starts after a silence. The silence passes in real
   * time, whatever the fake's clock, and ends at the latest with {@link FakeCloudflare#close()}.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public static Fault stall(Duration time) {
    requireNotNegative("time", time);
    return new Stalled(time);
  }

  /**
   * The operation succeeds; its response has the {@code Content-Length} of the complete body, but
   * the connection is closed after the first bytes of it. A body of at most that length is
   * complete.
   *
   * @param bytes how many bytes of the body are sent, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public static Fault truncateBody(long bytes) {
    requireNotNegative("bytes", bytes);
    return new Truncated(bytes);
  }

  /**
   * The operation succeeds; its response is a 200 of the expected content type whose bytes are
   * neither JSON nor a capture file.
   */
  public static Fault garbage() {
    return new Garbage();
  }

  /** The factory call that made this fault. */
  @Override
  public final String toString() {
    return name;
  }

  private static void requireStatus(int status) {
    if (status < 200 || status > 599 || status == 204 || status == 205 || status == 304) {
      throw new IllegalArgumentException(
          "status is " + status + ", but must be from 200 to 599 and have a body");
    }
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + ", but must not be negative");
    }
  }

  private static void requireNotNegative(String name, Duration value) {
    if (Objects.requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + ", but must not be negative");
    }
  }

  private static final class Replaced extends Fault {
    private final Response response;

    Replaced(String name, Response response) {
      super(name);
      this.response = response;
    }

    @Override
    void apply(Exchange exchange, Supplier<Response> operation) throws IOException {
      exchange.send(response);
    }
  }

  private static final class Dropped extends Fault {
    Dropped() {
      super("dropBeforeResponse()");
    }

    @Override
    void apply(Exchange exchange, Supplier<Response> operation) {
      exchange.drop(operation.get());
    }
  }

  private static final class Stalled extends Fault {
    private final Duration time;

    Stalled(Duration time) {
      super("stall(" + time + ")");
      this.time = time;
    }

    @Override
    void apply(Exchange exchange, Supplier<Response> operation)
        throws IOException, InterruptedException {
      Response response = operation.get();
      exchange.pause(time);
      exchange.send(response);
    }
  }

  private static final class Truncated extends Fault {
    private final long bytes;

    Truncated(long bytes) {
      super("truncateBody(" + bytes + ")");
      this.bytes = bytes;
    }

    @Override
    void apply(Exchange exchange, Supplier<Response> operation) throws IOException {
      exchange.sendPart(operation.get(), bytes);
    }
  }

  private static final class Garbage extends Fault {
    private static final byte[] BYTES =
        "\0\u0001neither JSON nor a capture file\u0002\0".getBytes(StandardCharsets.US_ASCII);

    Garbage() {
      super("garbage()");
    }

    @Override
    void apply(Exchange exchange, Supplier<Response> operation) throws IOException {
      String type = operation.get().headers().getOrDefault("Content-Type", "application/json");
      exchange.send(Response.of(200, type, BYTES.clone()));
    }
  }
}

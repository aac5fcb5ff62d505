package io.github.cloudflarepcaps.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Something that goes wrong with the next request to {@link FakeCloudflare}, whatever the request
 * is. {@link #status}, {@link #retryAfter} and {@link #html} answer in place of the API: nothing is
 * created, stopped or deleted. The others let the API do what was asked and spoil its answer: that
 * is how an outcome becomes unknown.
 */
public abstract sealed class Fault {
  private final String name;

  private Fault(String name) {
    this.name = name;
  }

  abstract void strike(Exchange exchange, Supplier<Answer> operation)
      throws IOException, InterruptedException;

  /**
   * An envelope with {@code success: false} and one error.
   *
   * @param status the HTTP status from 200 to 599, but none that has no body (204, 205, 304)
   * @param code the error's code, from 0
   * @param message the error's message
   * @throws IllegalArgumentException if the status or the code is another
   */
  public static Fault status(int status, int code, String message) {
    requireStatus(status);
    requireNotNegative("code", code);
    Objects.requireNonNull(message, "message");
    return new Instead(
        "status(" + status + ", " + code + ", " + message + ")",
        Envelopes.refusal(Refusal.of(status, code, message)));
  }

  /**
   * An envelope with {@code success: false}, and a {@code Retry-After} header.
   *
   * @param status the HTTP status, as for {@link #status}: 429 or 503, say
   * @param wait what the header says, in seconds, rounded up; zero is allowed
   * @throws IllegalArgumentException if the status is none or the wait is negative
   */
  public static Fault retryAfter(int status, Duration wait) {
    requireStatus(status);
    requireNotNegative("wait", wait);
    return new Instead(
        "retryAfter(" + status + ", " + wait + ")",
        Envelopes.refusal(Refusal.of(status, Refusal.TOO_MANY, "Please wait"))
            .withHeader("Retry-After", Envelopes.wholeSeconds(wait)));
  }

  /**
   * A page of HTML, as Cloudflare's edge answers when it does not reach the API.
   *
   * @param status the HTTP status, as for {@link #status}: 502 or 522, say
   * @throws IllegalArgumentException if the status is none
   */
  public static Fault html(int status) {
    requireStatus(status);
    String page =
        "<!DOCTYPE html>\n<html lang=\"en-US\">\n<head><title>api.cloudflare.com | "
            + status
            + "</title></head>\n<body><h1>Error "
            + status
            + "</h1><p>The web server reported an error.</p></body>\n</html>\n";
    return new Instead("html(" + status + ")", Answer.of(status, "text/html; charset=UTF-8", page));
  }

  /** The API does what was asked; then the connection is closed without an answer. */
  public static Fault dropBeforeAnswer() {
    return new Dropped();
  }

  /**
   * The API does what was asked at once, and answers after a silence. The silence is before the
   * first byte of the answer, in real time whatever the fake's clock, and ends with {@link
   * FakeCloudflare#close()} at the latest.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public static Fault stall(Duration time) {
    requireNotNegative("time", time);
    return new Stalled(time);
  }

  /**
   * The API does what was asked; of the answer's body come the first bytes only, with a {@code
   * Content-Length} that promises all of it, and then the connection is closed. A body that is no
   * longer than that comes whole.
   *
   * @param bytes how many bytes of the body come, from 0
   * @throws IllegalArgumentException if it is negative
   */
  public static Fault truncateBody(long bytes) {
    requireNotNegative("bytes", bytes);
    return new Truncated(bytes);
  }

  /**
   * The API does what was asked; the answer is a 200 of the expected content type with bytes that
   * are neither JSON nor a capture file.
   */
  public static Fault garbage() {
    return new Garbage();
  }

  /** The call that made this fault. */
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

  private static final class Instead extends Fault {
    private final Answer answer;

    Instead(String name, Answer answer) {
      super(name);
      this.answer = answer;
    }

    @Override
    void strike(Exchange exchange, Supplier<Answer> operation) throws IOException {
      exchange.send(answer);
    }
  }

  private static final class Dropped extends Fault {
    Dropped() {
      super("dropBeforeAnswer()");
    }

    @Override
    void strike(Exchange exchange, Supplier<Answer> operation) {
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
    void strike(Exchange exchange, Supplier<Answer> operation)
        throws IOException, InterruptedException {
      Answer answer = operation.get();
      exchange.pause(time);
      exchange.send(answer);
    }
  }

  private static final class Truncated extends Fault {
    private final long bytes;

    Truncated(long bytes) {
      super("truncateBody(" + bytes + ")");
      this.bytes = bytes;
    }

    @Override
    void strike(Exchange exchange, Supplier<Answer> operation) throws IOException {
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
    void strike(Exchange exchange, Supplier<Answer> operation) throws IOException {
      String type = operation.get().headers().getOrDefault("Content-Type", "application/json");
      exchange.send(Answer.of(200, type, BYTES.clone()));
    }
  }
}

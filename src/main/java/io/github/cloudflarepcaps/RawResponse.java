package io.github.cloudflarepcaps;

import okhttp3.Headers;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of the server: a status, headers and a JSON body that was read to its end, or a
 * capture file that has begun well.
 */
final class RawResponse {
  private final int status;
  private final Headers headers;
  private final byte[] body;
  private final @Nullable ResponseBody capture;

  private RawResponse(int status, Headers headers, byte[] body, @Nullable ResponseBody capture) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.capture = capture;
  }

  static RawResponse ofBody(int status, Headers headers, byte[] body) {
    return new RawResponse(status, headers, body, null);
  }

  static RawResponse ofCapture(int status, Headers headers, ResponseBody capture) {
    return new RawResponse(status, headers, new byte[0], capture);
  }

  int status() {
    return status;
  }

  Headers headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /** The capture file, which its reader closes; null if the answer is none. */
  @Nullable ResponseBody capture() {
    return capture;
  }

  boolean isOk() {
    return status >= 200 && status < 300;
  }

  @Nullable RateLimit rateLimit() {
    return RateLimit.parse(headers.get("Ratelimit"));
  }
}

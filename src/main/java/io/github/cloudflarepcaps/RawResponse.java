package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.json.Problem;
import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Headers;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * A complete response: status, headers and a body that was read to its end; or the beginning of a
 * capture file, whose remainder is still to be read. For one thread.
 */
final class RawResponse {
  private static final int MAX_JSON_BYTES = 16 << 20;
  private static final int MAX_ERROR_BYTES = 64 << 10;

  private final int status;
  private final Headers headers;
  private final byte[] body;
  private final @Nullable ResponseBody capture;
  private @Nullable Problem problem; // parsed when first needed, and kept

  private RawResponse(int status, Headers headers, byte[] body, @Nullable ResponseBody capture) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.capture = capture;
  }

  /** A response without a body. */
  static RawResponse empty(int status, Headers headers) {
    return new RawResponse(status, headers, new byte[0], null);
  }

  /**
   * Reads the response. The body is closed, unless it is a capture file.
   *
   * @param headers as the server sent them
   * @throws TruncatedException if the body of a successful response ended early
   * @throws TooLargeException if the body of a successful response exceeds 16 MiB
   */
  static RawResponse read(
      Response response, Headers headers, Operation.Content content, CallScope scope)
      throws IOException {
    ResponseBody body = response.body();
    try {
      if (content == Operation.Content.CAPTURE
          && response.isSuccessful()
          && DownloadStream.beginsWell(body.source())) {
        return new RawResponse(response.code(), headers, new byte[0], body);
      }
      byte[] bytes = new BodyReader(response, content, scope).read();
      body.close();
      return new RawResponse(response.code(), headers, bytes, null);
    } catch (Throwable e) {
      body.close();
      throw e;
    }
  }

  int status() {
    return status;
  }

  /** The headers as the server sent them. */
  Headers headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /** The capture file, to be closed by its reader; null for any other response. */
  @Nullable ResponseBody capture() {
    return capture;
  }

  boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** The body read as an error, as far as it can be. */
  Problem problem() {
    if (problem == null) {
      problem = Problem.read(body);
    }
    return problem;
  }

  @Nullable RateLimit rateLimit() {
    return RateLimit.parse(headers.get("Ratelimit"));
  }

  /** Reads a body within its bounds. Of an error, the beginning is enough. */
  private static final class BodyReader {
    private final Response response;
    private final boolean mayBeEmpty;
    private final CallScope scope;
    private final BufferedSource source;
    private final Buffer buffer;

    BodyReader(Response response, Operation.Content content, CallScope scope) {
      this.response = response;
      this.mayBeEmpty = content == Operation.Content.NOTHING;
      this.scope = scope;
      this.source = response.body().source();
      this.buffer = source.getBuffer();
    }

    byte[] read() throws IOException {
      boolean ok = response.isSuccessful();
      int limit = ok ? MAX_JSON_BYTES : MAX_ERROR_BYTES;
      IOException early = readUpTo(limit);
      boolean tooLarge = buffer.size() > limit;
      if (tooLarge) {
        scope.cancelExchange();
      }
      byte[] bytes = buffer.readByteArray(Math.min(buffer.size(), limit));
      if (ok && early != null && !isNoContent(bytes)) {
        throw new TruncatedException(early, bytes);
      }
      if (ok && tooLarge) {
        throw new TooLargeException();
      }
      return bytes;
    }

    /** Fills the buffer; returns why the body ended early, or null. */
    private @Nullable IOException readUpTo(int limit) {
      try {
        while (buffer.size() <= limit && source.request(buffer.size() + 1)) {
          scope.touch();
        }
      } catch (IOException e) {
        return e;
      }
      long length = response.body().contentLength();
      return buffer.size() <= limit && buffer.size() < length // on HTTP/2 OkHttp does not notice
          ? new ProtocolException(buffer.size() + " of " + length + " bytes arrived")
          : null;
    }

    /** Whether no content is success, whatever the headers announce: length, gzip, chunks. */
    private boolean isNoContent(byte[] bytes) {
      return bytes.length == 0 && mayBeEmpty && scope.endReason() == null;
    }
  }

  /** A body that ended early. It keeps only the id in the part that arrived. */
  static final class TruncatedException extends IOException {
    private static final long serialVersionUID = 1;

    private final @Nullable String resultId;

    TruncatedException(IOException cause, byte[] part) {
      super("the response is incomplete: " + Failures.describe(cause), cause);
      this.resultId = Problem.read(part).resultId();
    }

    @Nullable String resultId() {
      return resultId;
    }
  }

  /** A body that is not read, however often it is sent. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException() {
      super("the response has more than " + (MAX_JSON_BYTES >> 20) + " MiB");
    }
  }
}

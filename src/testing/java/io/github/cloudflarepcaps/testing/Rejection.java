package io.github.cloudflarepcaps.testing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The API rejects a request. Codes from 6000 on are known of Cloudflare's API; those below are not
 * documented anywhere and this fake's own.
 */
@SuppressWarnings("serial") // never serialized
final class Rejection extends RuntimeException {
  static final int MISSING_CREDENTIALS = 9106;
  static final int AUTHENTICATION = 10000;
  static final int MALFORMED_HEADERS = 6003;
  static final int MALFORMED_AUTHORIZATION = 6111;
  static final int MALFORMED_KEY = 6103;
  static final int MALFORMED_JSON = 6007;
  static final int NO_ROUTE = 7000;
  static final int COULD_NOT_ROUTE = 7003;

  static final int INVALID_FIELD = 1001;
  static final int NOT_FOUND = 1002;
  static final int WRONG_METHOD = 1003;
  static final int TOO_LARGE = 1004;
  static final int NOT_POSSIBLE = 1005;
  static final int BUCKET_NOT_VALIDATED = 1006;
  static final int ALREADY_ADDED = 1007;
  static final int TOO_MANY = 1008;

  private final int status;
  private final List<Problem> problems;
  private final @Nullable Duration retryAfter;

  private Rejection(int status, List<Problem> problems, @Nullable Duration retryAfter) {
    super(status + " " + problems, null, false, false);
    this.status = status;
    this.problems = problems;
    this.retryAfter = retryAfter;
  }

  static Rejection of(int status, int code, String message) {
    return of(status, new Problem(code, message, null, List.of()));
  }

  static Rejection of(int status, Problem problem) {
    return new Rejection(status, List.of(problem), null);
  }

  static Rejection field(String pointer, String message) {
    return of(400, Problem.field(pointer, message));
  }

  static Rejection fields(List<Problem> problems) {
    return new Rejection(400, List.copyOf(problems), null);
  }

  static Rejection tooMany(String message, Duration retryAfter) {
    return new Rejection(429, List.of(new Problem(TOO_MANY, message, null, List.of())), retryAfter);
  }

  /** For a path without a route, and for an id of the wrong shape. */
  static Rejection noRoute(String path) {
    String message = "Could not route to " + path + ", perhaps your object identifier is invalid?";
    return new Rejection(
        404,
        List.of(
            new Problem(COULD_NOT_ROUTE, message, null, List.of()),
            new Problem(NO_ROUTE, "No route for that URI", null, List.of())),
        null);
  }

  int status() {
    return status;
  }

  List<Problem> problems() {
    return problems;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** One entry of an envelope's {@code errors}. */
  record Problem(int code, String message, @Nullable String pointer, List<Problem> chain) {
    static Problem field(String pointer, String message) {
      return new Problem(INVALID_FIELD, message, pointer, List.of());
    }
  }
}

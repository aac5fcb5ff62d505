package io.github.cloudflarepcaps.testing;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One request as it reached {@link FakeCloudflare}. It holds no secret: of headers the names only,
 * and {@code ***} for the keys of an R2 bucket and for the caller's credentials wherever else they
 * stood.
 *
 * @param method the HTTP method: {@code POST}
 * @param path the path and query as sent, not decoded: {@code /client/v4/accounts/…/pcaps}
 * @param body the body as sent, empty if there was none
 * @param headerNames the names of the headers, without regard to case
 */
public record FakeCall(String method, String path, String body, Set<String> headerNames) {
  /** Copies the names. */
  public FakeCall {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(headerNames);
    headerNames = Collections.unmodifiableSet(names);
  }
}

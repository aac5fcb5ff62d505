package io.github.cloudflarepcaps.testing;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One request as {@link FakeCloudflare} received it, without secrets: of headers only the names,
 * and {@code ***} in place of the keys of an R2 bucket and of the caller's credentials anywhere
 * else.
 *
 * @param method the HTTP method: {@code POST}
 * @param path the path and query as sent, not decoded: {@code /client/v4/accounts/…/pcaps}
 * @param body the body as sent; empty without one
 * @param headerNames the names of the headers, in a case-insensitive set
 */
public record FakeCall(String method, String path, String body, Set<String> headerNames) {
  /** Copies the names. */
  public FakeCall {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(headerNames);
    headerNames = Collections.unmodifiableSet(names);
  }
}

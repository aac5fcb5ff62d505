package io.github.cloudflarepcaps;

/** Null where it is forbidden, which NullAway would not let a test write. */
final class Nulls {
  private Nulls() {}

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T nothing() {
    return null;
  }
}

package io.github.cloudflarepcaps;

/** A null where none is allowed, which NullAway would not let a test write. */
final class Nulls {
  private Nulls() {}

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T nothing() {
    return null;
  }
}

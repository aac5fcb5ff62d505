package io.github.cloudflarepcaps;

/** Null where it is forbidden, which NullAway would not let a test write. */
public final class Nulls {
  private Nulls() {}

  /** Null, as a value of any type. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  public static <T> T nothing() {
    return null;
  }
}

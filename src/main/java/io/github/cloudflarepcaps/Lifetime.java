package io.github.cloudflarepcaps;

import org.jspecify.annotations.Nullable;

/** Whether a client is open. It ends when it or its parent is closed. */
final class Lifetime {
  private final @Nullable Lifetime parent;
  private volatile boolean ended;

  Lifetime(@Nullable Lifetime parent) {
    this.parent = parent;
  }

  void end() {
    ended = true;
  }

  boolean isOver() {
    return ended || (parent != null && parent.isOver());
  }

  void requireOpen() {
    if (isOver()) {
      throw new IllegalStateException("the client is closed");
    }
  }
}

package io.github.cloudflarepcaps.internal.json;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of one object's fields, so that a second one with the same name is noticed. */
final class NamesSeen {
  private static final int FEW = 16;

  /** The names of all objects that are open, the innermost object's last. */
  private final List<String> stack;

  private final int first;

  /** A bit for each name, by its hash: comparing every name takes decoding a list 8 % longer. */
  private long bits;

  /** For hostile objects only: comparing a million names one by one would take minutes. */
  private @Nullable Set<String> more;

  NamesSeen(List<String> stack) {
    this.stack = stack;
    this.first = stack.size();
  }

  /** Adds a name; false if it was there. */
  boolean add(String name) {
    long bit = 1L << name.hashCode();
    if ((bits & bit) != 0 && contains(name)) {
      return false;
    }
    bits |= bit;
    return stack.size() - first < FEW ? stack.add(name) : addMore(name);
  }

  private boolean contains(String name) {
    for (int i = first; i < stack.size(); i++) {
      if (stack.get(i).equals(name)) {
        return true;
      }
    }
    return false;
  }

  private boolean addMore(String name) {
    if (more == null) {
      more = new HashSet<>();
    }
    return more.add(name);
  }

  /** The object has ended. */
  void close() {
    while (stack.size() > first) {
      stack.remove(stack.size() - 1);
    }
  }
}

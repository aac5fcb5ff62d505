package io.github.cloudflarepcaps;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All objects that are reachable from an object through fields, as a reflective logger finds them.
 * The fields of JDK classes are closed to reflection; causes, suppressed exceptions and elements
 * are followed instead.
 */
final class Reachable {
  private final Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  Reachable(Object start) throws IllegalAccessException {
    add(start);
    while (!open.isEmpty()) {
      expand(open.remove());
    }
  }

  Collection<Object> objects() {
    return found;
  }

  private void add(@Nullable Object object) {
    if (object != null && found.add(object)) {
      open.add(object);
    }
  }

  private void expand(Object object) throws IllegalAccessException {
    if (object instanceof Throwable failure) {
      add(failure.getCause());
      for (Throwable suppressed : failure.getSuppressed()) {
        add(suppressed);
      }
    }
    if (object instanceof Object[] array) {
      for (int i = 0; i < Array.getLength(array); i++) {
        add(array[i]);
      }
    }
    if (object instanceof Collection<?> elements) {
      elements.forEach(this::add);
    }
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      if (!type.getName().startsWith("java.")) {
        addFields(object, type);
      }
    }
  }

  private void addFields(Object object, Class<?> type) throws IllegalAccessException {
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        field.setAccessible(true);
        add(field.get(object));
      }
    }
  }
}

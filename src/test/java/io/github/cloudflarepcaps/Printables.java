package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.cloudflarepcaps.model.Destination;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything printable of an object: its text, the results of its public methods, its JSON; of an
 * exception its stack trace, causes and suppressed exceptions. Only {@link Destination#uri()} is
 * left out, which exists to return the secret.
 */
final class Printables {
  private static final String OURS = "io.github.cloudflarepcaps";
  private static final ObjectMapper WITH_MODULE =
      new ObjectMapper().registerModule(new PcapsModule());
  private static final ObjectMapper WITHOUT =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> texts = new ArrayList<>();

  private Printables() {}

  static List<String> of(@Nullable Object... objects) {
    Printables printables = new Printables();
    for (Object object : objects) {
      printables.add(object);
    }
    return printables.texts;
  }

  private void add(@Nullable Object object) {
    if (object == null || !seen.add(object)) {
      return;
    }
    texts.add(object.toString());
    if (object instanceof Throwable throwable) {
      addThrowable(throwable);
    } else if (object instanceof Iterable<?> elements && !(object instanceof java.nio.file.Path)) {
      elements.forEach(this::add);
    } else if (object instanceof Map<?, ?> map) {
      map.keySet().forEach(this::add);
      map.values().forEach(this::add);
    }
    if (object.getClass().getName().startsWith(OURS)) {
      addResults(object);
    }
  }

  private void addThrowable(Throwable throwable) {
    StringWriter trace = new StringWriter();
    throwable.printStackTrace(new PrintWriter(trace));
    texts.add(trace.toString());
    texts.add(String.valueOf(throwable.getMessage()));
    texts.add(String.valueOf(throwable.getLocalizedMessage()));
    add(throwable.getCause());
    for (Throwable suppressed : throwable.getSuppressed()) {
      add(suppressed);
    }
  }

  private void addResults(Object object) {
    for (Method method : object.getClass().getMethods()) {
      if (isAccessor(method)) {
        add(resultOf(object, method));
      }
    }
    if (object.getClass().getName().startsWith(OURS + ".model")) {
      addJson(object);
    }
  }

  private static boolean isAccessor(Method method) {
    return method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && !Modifier.isStatic(method.getModifiers())
        && !method.getName().equals("uri")
        && Modifier.isPublic(method.getDeclaringClass().getModifiers())
        && method.getDeclaringClass().getName().startsWith(OURS)
        && !method.getName().equals("stream")
        && !method.getName().startsWith("with")
        && !method.getName().equals("toBuilder");
  }

  private static @Nullable Object resultOf(Object object, Method method) {
    try {
      return method.invoke(object);
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private void addJson(Object model) {
    try {
      texts.add(WITH_MODULE.writeValueAsString(model));
      texts.add(WITHOUT.writeValueAsString(model));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}

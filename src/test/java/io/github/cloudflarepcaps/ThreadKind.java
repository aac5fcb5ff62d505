package io.github.cloudflarepcaps;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The kinds of threads there are: on JDK 21 and later two. */
enum ThreadKind {
  PLATFORM {
    @Override
    Thread unstarted(Runnable work) {
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    }
  },
  VIRTUAL {
    @Override
    Thread unstarted(Runnable work) {
      try {
        Object builder = ofVirtual().invoke(null);
        return (Thread)
            ofVirtual()
                .getReturnType()
                .getMethod("unstarted", Runnable.class)
                .invoke(builder, work);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  };

  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  abstract Thread unstarted(Runnable work);

  Thread start(Runnable work) {
    Thread thread = unstarted(work);
    thread.start();
    return thread;
  }

  private static Method ofVirtual() throws NoSuchMethodException {
    return Thread.class.getMethod("ofVirtual");
  }

  /** Those of this JDK; the method is a preview before. */
  static List<ThreadKind> available() {
    return Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS
        ? List.of(PLATFORM)
        : List.of(values());
  }

  /** Waits until the thread connects, or waits for another of OkHttp's that does. */
  static void awaitConnecting(Thread thread) {
    Set<String> methods = Set.of("connect", "awaitTcpConnect");
    until(
        () ->
            Stream.of(thread.getStackTrace())
                .anyMatch(frame -> methods.contains(frame.getMethodName())),
        "the thread connects");
  }

  /** Waits until it is so, ten seconds at most. */
  static void until(BooleanSupplier fact, String name) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("this has not come: " + name);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}

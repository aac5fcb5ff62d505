package io.github.cloudflarepcaps;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Platform threads and, since JDK 21, virtual threads. */
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

  /** The kinds that this JDK has; virtual threads were a preview before 21. */
  static List<ThreadKind> available() {
    return Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS
        ? List.of(PLATFORM)
        : List.of(values());
  }

  /** Waits until the thread connects, or waits for a thread of OkHttp that connects. */
  static void awaitConnecting(Thread thread) {
    Set<String> methods = Set.of("connect", "awaitTcpConnect");
    until(
        () ->
            Stream.of(thread.getStackTrace())
                .anyMatch(frame -> methods.contains(frame.getMethodName())),
        "the thread connects");
  }

  /** Waits until the fact is true, for at most ten seconds. */
  static void until(BooleanSupplier fact, String name) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("this did not happen: " + name);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}

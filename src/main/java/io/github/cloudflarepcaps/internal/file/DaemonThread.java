package io.github.cloudflarepcaps.internal.file;

/** Makes the library's threads: daemons that inherit nothing from the thread that makes them. */
public final class DaemonThread {
  private static final long STACK_SIZE_OF_THE_JVM = 0;

  private DaemonThread() {}

  /**
   * A thread that is yet to be started. It inherits no thread-locals, which may belong to another
   * tenant's request, and no context class loader, which would keep a redeployed web application in
   * memory.
   */
  public static Thread of(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK_SIZE_OF_THE_JVM, false);
    thread.setContextClassLoader(null); // on JDK 17 it is inherited even so
    thread.setDaemon(true);
    return thread;
  }
}

package io.github.cloudflarepcaps;

/**
 * Makes the client's threads: daemons that inherit nothing from the thread that happens to call.
 */
final class ClientThreads {
  private static final long STACK_SIZE_OF_THE_JVM = 0;

  private ClientThreads() {}

  /**
   * A thread that is yet to be started. It inherits no thread-locals, which may belong to another
   * tenant's request, and no context class loader, which would keep a redeployed web application in
   * memory.
   */
  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK_SIZE_OF_THE_JVM, false);
    thread.setContextClassLoader(null); // on JDK 17 it is inherited even so
    thread.setDaemon(true);
    return thread;
  }
}

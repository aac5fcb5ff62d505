package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The threads of a client inherit nothing from its callers, and end when it closes. */
@Timeout(60)
class ClientThreadsTest {
  private static final InheritableThreadLocal<String> TENANT = new InheritableThreadLocal<>();
  private static final Operation<?> LIST = Operation.listPcaps(Given.ACCOUNT);

  @AutoClose private final RawServer server = RawServer.start();

  /** What a token supplier saw on the thread that called it. */
  private record Seen(String thread, String tenant, boolean hasLoader) {}

  private static Seen seen() {
    Thread thread = Thread.currentThread();
    return new Seen(
        thread.getName().replaceAll("\\d+", "N"),
        String.valueOf(TENANT.get()),
        thread.getContextClassLoader() != null);
  }

  @Test
  void asynchronousCallInheritsNothing() throws Exception {
    ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    CompletableFuture<Void> done = new CompletableFuture<>();
    try (CloudflareClient client =
            CloudflareClient.builder()
                .baseUrl(server.baseUrl())
                .apiToken(() -> tokenNoting(seen))
                .build();
        URLClassLoader application = new URLClassLoader(new URL[0])) {
      Thread tenant =
          ThreadKind.PLATFORM.unstarted(
              () -> {
                TENANT.set("ada");
                client.sendAsync(LIST).join();
                done.complete(null);
              });
      tenant.setContextClassLoader(application);
      tenant.start();
      done.join();
    }
    assertThat(seen).containsExactly(new Seen("cloudflare-pcaps call N", "null", false));
  }

  private static String tokenNoting(ConcurrentLinkedQueue<Seen> seen) {
    seen.add(seen());
    return Given.TOKEN;
  }

  @Test
  void noThreadInheritsTheCallersClassLoader(@TempDir Path directory) throws Exception {
    try (CloudflareClient client = server.client().build();
        URLClassLoader application = new URLClassLoader(new URL[0])) {
      Thread caller =
          ThreadKind.PLATFORM.unstarted(
              () -> {
                client.sendAsync(LIST).join();
                client.pcaps().downloadTo(Given.ID, directory.resolve("a.pcap"));
              });
      caller.setContextClassLoader(application);
      caller.start();
      caller.join();
      assertThat(ours()).isNotEmpty().allMatch(thread -> thread.getContextClassLoader() == null);
    }
  }

  @Test
  void threadsEndWhenTheClientCloses() {
    CloudflareClient client = server.client().build();
    client.sendAsync(LIST).join();
    client.pcaps().list();
    List<Thread> before = ours();
    assertThat(before).extracting(Thread::getName).contains("cloudflare-pcaps watchdog");
    client.close();
    ThreadKind.until(() -> before.stream().noneMatch(Thread::isAlive), "its threads have ended");
  }

  @Test
  void threadsEndWhenTheClientClosesDuringACall() {
    Stuck.WAITING_FOR_HEADERS.prepare(server);
    CloudflareClient client = server.client().build();
    CompletableFuture<?> future = client.sendAsync(LIST);
    server.await("silent");
    List<Thread> before = ours();
    client.close();
    ThreadKind.until(() -> before.stream().noneMatch(Thread::isAlive), "its threads have ended");
    assertThat(future).isCompletedExceptionally();
  }

  private static List<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("cloudflare-pcaps"))
        .toList();
  }
}

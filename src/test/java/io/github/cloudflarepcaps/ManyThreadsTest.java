package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One client under 64 threads, with calls and faults of every kind: each call gets the response to
 * its own request, and at the end no thread, connection or file handle is left.
 */
@Timeout(180)
class ManyThreadsTest {
  /** Threads of other tests, one of which blocks a reader that ignores every interrupt. */
  private final Set<Thread> others = Thread.getAllStackTraces().keySet();

  private static final int THREADS = 64;
  private static final int KINDS = 8;
  private static final int CANCELLED = 0;
  private static final int INTERRUPTED = 3;

  @AutoClose private final RawServer server = RawServer.start();
  private final Set<String> faulted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger succeeded = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicReference<Throwable> wrong = new AtomicReference<>();

  @TempDir Path directory;

  @Test
  void eachCallGetsItsOwnResponseAndNothingIsLeft() throws Exception {
    run(60, Long.MAX_VALUE);
  }

  @Test
  @Tag("soak")
  void oneMinuteOfCallsLeavesNothing() throws Exception {
    run(Integer.MAX_VALUE, TimeUnit.MINUTES.toNanos(1));
  }

  private void run(int rounds, long nanos) throws Exception {
    server.always(this::respond);
    warmUp();
    long filesBefore = openFiles();
    RetryPolicy quick = RetryPolicy.standard().withFirstDelay(Duration.ofMillis(1));
    CloudflareClient client = server.client().retryPolicy(quick).build();
    int calls = callFromAllThreads(client, rounds, nanos);
    assertThat(wrong.get()).isNull();
    assertThat(succeeded.get() + failed.get()).isEqualTo(calls);
    assertThat(succeeded).hasValueGreaterThan(calls / 4);
    assertThat(server.openConnections()).isLessThanOrEqualTo(THREADS + 1);
    client.close();
    ThreadKind.until(() -> server.openConnections() == 0, "no connection is open");
    ThreadKind.until(this::noThreadIsLeft, "no thread of the client is left");
    ThreadKind.until(() -> openFiles() <= filesBefore, "no file handle is left");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSizeLessThanOrEqualTo(THREADS).allMatch(ManyThreadsTest::isComplete);
    }
  }

  /** Classes and jars are loaded before handles are counted. */
  private void warmUp() {
    try (CloudflareClient client = server.client().build()) {
      client.pcaps().list();
      client.pcaps().downloadTo("0ok", directory.resolve("0"));
    }
    ThreadKind.until(() -> server.openConnections() == 0, "no connection is open");
  }

  private int callFromAllThreads(CloudflareClient client, int rounds, long nanos)
      throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(THREADS);
    AtomicInteger calls = new AtomicInteger();
    List<ThreadKind> kinds = ThreadKind.available();
    long begin = System.nanoTime();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      kinds
          .get(i % kinds.size())
          .start(
              () -> {
                try {
                  for (int n = 0; n < rounds && System.nanoTime() - begin < nanos; n++) {
                    calls.incrementAndGet();
                    call(client, thread, n);
                  }
                } catch (Throwable e) {
                  wrong.compareAndSet(null, e);
                } finally {
                  ended.countDown();
                }
              });
    }
    assertThat(ended.await(150, TimeUnit.SECONDS)).as("all threads have ended").isTrue();
    return calls.get();
  }

  /** The id names a fault, which only the first such request meets. */
  private void call(CloudflareClient client, int thread, int n) throws IOException {
    String[] faults = {"ok", "ok", "ok", "drop", "busy", "truncated", "gone", "slow"};
    String id = thread + "x" + n + faults[(thread + n * 7) % faults.length];
    int kind = n % KINDS;
    try {
      make(client, kind, id, thread);
      succeeded.incrementAndGet();
    } catch (CloudflareException | CancellationException e) {
      failed.incrementAndGet();
      requireExpected(e, kind == CANCELLED || kind == INTERRUPTED || !id.endsWith("ok"));
    }
  }

  /** A call may fail only if it met a fault or was ended, and only with one of these types. */
  private static void requireExpected(RuntimeException failure, boolean mayFail) {
    if (failure instanceof CallInterruptedException) {
      assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    }
    boolean known =
        failure instanceof TransportException
            || failure instanceof NotFoundException
            || failure instanceof CancellationException
            || failure instanceof CallInterruptedException
            || (failure instanceof ApiException refusal && refusal.statusCode() == 503);
    if (!known || !mayFail) {
      throw failure;
    }
  }

  private void make(CloudflareClient client, int kind, String id, int thread) throws IOException {
    switch (kind) {
      case CANCELLED -> cancelled(client, id);
      case 1 -> saved(client, id, directory.resolve("" + thread));
      case 2 -> abandoned(client, id);
      case INTERRUPTED -> interrupted(client, id);
      case 4 -> client.pcaps().create(Given.SIMPLE);
      case 5 -> client.pcaps().stop(id);
      case 6 -> future(client, id);
      default -> assertThat(client.pcaps().get(id).id()).isEqualTo(id);
    }
  }

  private static void cancelled(CloudflareClient client, String id) {
    CompletableFuture<ApiResponse<Pcap>> future =
        client.sendAsync(Operation.getPcap(Given.ACCOUNT, id));
    future.cancel(true);
    joined(future);
  }

  private static void saved(CloudflareClient client, String id, Path file) {
    PcapFile saved = client.pcaps().downloadTo(id, file);
    assertThat(saved.packets()).isEqualTo(1);
  }

  private static void abandoned(CloudflareClient client, String id) throws IOException {
    try (PcapDownload download = client.pcaps().download(id)) {
      assertThat(download.stream().read()).isNotNegative();
    }
  }

  private static void interrupted(CloudflareClient client, String id) {
    Thread.currentThread().interrupt();
    client.pcaps().get(id);
  }

  private static void future(CloudflareClient client, String id) {
    Pcap pcap = joined(client.sendAsync(Operation.getPcap(Given.ACCOUNT, id)));
    assertThat(pcap.id()).isEqualTo(id);
  }

  private static Pcap joined(CompletableFuture<ApiResponse<Pcap>> future) {
    try {
      return future.join().result();
    } catch (CompletionException e) {
      throw e.getCause() instanceof CloudflareException cause ? cause : e;
    }
  }

  private void respond(RawPeer peer) throws IOException {
    String request = peer.request();
    String fault = request.replaceAll("/(download|stop)$", "").replaceAll(".*\\d", "");
    boolean healthy = fault.equals("ok") || !faulted.add(request);
    switch (healthy ? "ok" : fault) {
      case "drop" -> peer.close();
      case "busy" -> peer.respond(503, "", "{}");
      case "gone" -> peer.respond(404, "", "{}");
      case "truncated" -> {
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"result\":{");
        peer.close();
      }
      case "slow" -> peer.trickle("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
      default -> peer.respondNormally();
    }
  }

  private boolean noThreadIsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !others.contains(thread))
        .noneMatch(thread -> thread.getName().startsWith("cloudflare-pcaps"));
  }

  /** Zero on systems without /proc. */
  private static long openFiles() {
    Path handles = Path.of("/proc/self/fd");
    if (!Files.isDirectory(handles)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(handles)) {
      return files.map(ManyThreadsTest::target).filter(t -> t.startsWith("socket")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (IOException e) {
      return ""; // closed in the meantime
    }
  }

  private static boolean isComplete(Path file) {
    try {
      return PcapFile.inspect(file).packets() == 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

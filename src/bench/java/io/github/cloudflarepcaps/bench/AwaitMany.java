package io.github.cloudflarepcaps.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.CloudflareException;
import io.github.cloudflarepcaps.WaitOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thousand threads that wait for a capture each, on one client, for five minutes, in which the
 * API allows 1200 calls and says in every answer how many are left. Prints the calls, those
 * refused, and the threads there were besides the thousand and the server's own.
 */
public final class AwaitMany {
  private static final int CALLERS = 1000;
  private static final int ALLOWED = 1200;
  private static final Duration PERIOD = Duration.ofMinutes(5);

  private final long begin = System.nanoTime();
  private final AtomicInteger calls = new AtomicInteger();
  private final byte[] pending =
      new String(Answers.get(), UTF_8)
          .replace("\"success\",\"sub", "\"pending\",\"sub")
          .getBytes(UTF_8);

  private AwaitMany() {}

  /** Runs for five minutes. */
  public static void main(String... args) throws IOException, InterruptedException {
    new AwaitMany().run();
  }

  private void run() throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    int before = Thread.activeCount();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    CloudflareClient client = Clients.ours(url);
    for (int i = 0; i < CALLERS; i++) {
      Thread caller = new Thread(() -> await(client));
      caller.setDaemon(true);
      caller.start();
    }
    Thread.sleep(PERIOD.toMillis() / 2);
    int threads = Thread.activeCount() - before - CALLERS;
    Thread.sleep(PERIOD.toMillis() - Duration.ofNanos(System.nanoTime() - begin).toMillis());
    System.out.printf("%-34s %7d      <= %d%n", "calls", calls.get(), ALLOWED);
    System.out.printf("%-34s %7d%n", "threads besides the callers'", threads);
    System.exit(0);
  }

  private static void await(CloudflareClient client) {
    try {
      client.pcaps().await(Answers.PCAP, WaitOptions.upTo(PERIOD.multipliedBy(2)));
    } catch (CloudflareException e) {
      System.out.println(e.getMessage());
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      int left = ALLOWED - calls.incrementAndGet();
      long seconds = PERIOD.minusNanos(System.nanoTime() - begin).toSeconds();
      exchange
          .getResponseHeaders()
          .set("Ratelimit", "\"default\";r=%d;t=%d".formatted(Math.max(0, left), seconds));
      exchange.sendResponseHeaders(left < 0 ? 429 : 200, pending.length);
      exchange.getResponseBody().write(pending);
    }
  }
}

package io.github.cloudflarepcaps.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.CloudflareException;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.WaitTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;

/**
 * A thousand threads on one client that each wait for a capture, for five minutes. Prints the
 * number of calls, the waits that failed, and the highest number of the client's own threads.
 *
 * <p>The server has a name that is not a loopback address, since polls of those are not paced.
 */
public final class AwaitMany {
  private static final String HOST = "api.example";
  private static final int CALLERS = 1000;
  private static final int LISTED = 50;
  private static final int ALLOWED = 1200;
  private static final Duration PERIOD = Duration.ofMinutes(5);
  private static final String PENDING =
      "{\"id\":\"%s\",\"status\":\"pending\",\"type\":\"simple\"}";

  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger threads = new AtomicInteger();

  private AwaitMany() {}

  /** Runs for five minutes. Arguments: the server's key store, its password. */
  public static void main(String... args) throws Exception {
    new AwaitMany().run(Path.of(args[0]), args[1]);
  }

  private void run(Path keyStore, String password) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(MockServer.context(keyStore, password)));
    server.setExecutor(Executors.newFixedThreadPool(1));
    server.createContext("/", this::respond);
    server.start();
    CloudflareClient client = client(server.getAddress().getPort());
    List<Thread> callers =
        IntStream.range(0, CALLERS).mapToObj(i -> new Thread(() -> await(client, id(i)))).toList();
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    System.out.printf("%-34s %12d %10s  <= %d%n", "calls", calls.get(), "", ALLOWED);
    System.out.printf("%-34s %12d %10s  0%n", "waits that failed", failures.get(), "");
    System.out.printf("%-34s %12d%n", "the client's own threads", threads.get());
    System.exit(0);
  }

  private static CloudflareClient client(int port) {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dns(host -> List.of(InetAddress.getLoopbackAddress()))
            .hostnameVerifier((host, session) -> host.equals(HOST))
            .build();
    return CloudflareClient.builder()
        .httpClient(http)
        .apiToken("example-token")
        .accountId(Responses.ACCOUNT)
        .baseUrl("https://" + HOST + ":" + port)
        .build();
  }

  private void await(CloudflareClient client, String id) {
    try {
      client.pcaps().await(id, WaitOptions.upTo(PERIOD));
    } catch (WaitTimeoutException e) {
      return; // expected: no capture is ever done here
    } catch (CloudflareException e) {
      System.err.println(e.getMessage());
    }
    failures.incrementAndGet();
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      calls.incrementAndGet();
      threads.accumulateAndGet(clientsThreads(), Math::max);
      String path = exchange.getRequestURI().getPath();
      String last = path.substring(path.lastIndexOf('/') + 1);
      String result = last.equals("pcaps") ? list() : PENDING.formatted(last);
      byte[] body = ("{\"success\":true,\"result\":" + result + "}").getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static int clientsThreads() {
    Thread[] all = new Thread[Thread.activeCount() + 16];
    int count = Thread.enumerate(all);
    return (int)
        Arrays.stream(all, 0, count)
            .filter(thread -> thread.getName().startsWith("cloudflare-pcaps"))
            .count();
  }

  private static String list() {
    return IntStream.range(0, LISTED)
        .mapToObj(i -> PENDING.formatted(id(i)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String id(int number) {
    return "%032x".formatted(number);
  }
}

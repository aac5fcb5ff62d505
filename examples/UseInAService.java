import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.CloudflareException;
import io.github.cloudflarepcaps.RateLimitException;
import io.github.cloudflarepcaps.RetryPolicy;
import io.github.cloudflarepcaps.examples.Connection;
import io.github.cloudflarepcaps.model.Pcap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

// How do I use one client in a service?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=UseInAService -Dexec.args=8080
//   curl http://127.0.0.1:8080/captures
//
// One client for the process, shared by all threads and closed at shutdown. Talks to Cloudflare by
// CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, or without them to the fake API.
final class UseInAService {
  private static final int THREADS = 8;

  private final CloudflareClient client;

  private UseInAService(CloudflareClient client) {
    this.client = client;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = args.length == 0 ? 8080 : Integer.parseInt(args[0]);
    Connection connection = Connection.open();
    CloudflareClient client = // nobody waits a minute for a page: fail early, retry once
        connection.client().toBuilder()
            .timeout(Duration.ofSeconds(10))
            .retryPolicy(RetryPolicy.standard().withMaxRetries(1))
            .build();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.createContext("/captures", new UseInAService(client)::list);
    server.start();
    System.out.println("http:/" + server.getAddress() + "/captures");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop(0);
                  connection.close(); // and with it the derived client
                }));
  }

  private void list(HttpExchange exchange) throws IOException {
    try {
      String table =
          client.pcaps().list().stream().map(UseInAService::line).collect(Collectors.joining());
      send(exchange, 200, table);
    } catch (RateLimitException e) {
      send(exchange, 503, "try again later\n");
    } catch (CloudflareException e) {
      System.err.println(e.getMessage()); // no secrets, but the ray id for the support
      send(exchange, 502, "Cloudflare failed\n");
    }
  }

  private static String line(Pcap pcap) {
    return pcap.id() + " " + pcap.status() + "\n";
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}

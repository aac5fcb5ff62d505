package io.github.cloudflarepcaps;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** The states in which a call can block, each with a server that keeps it there. */
enum Stuck {
  CONNECTING("", server -> {}, Stuck::list),
  IN_THE_TLS_HANDSHAKE("accepted", server -> server.onConnect(RawPeer::awaitClose), Stuck::list),
  WAITING_FOR_HEADERS("silent", server -> server.then(RawPeer::awaitClose), Stuck::list),
  READING_A_BODY("silent", server -> server.then(Stuck::beginABody), Stuck::list),
  CREATING("silent", server -> server.then(RawPeer::awaitClose), Stuck::create),
  READING_A_DOWNLOAD("silent", server -> server.then(Stuck::beginACapture), Stuck::download),
  BACKING_OFF("request", server -> server.then(Stuck::demandAPause), Stuck::list),
  AWAITING("request", server -> server.then(Stuck::reportPending), Stuck::await);

  private final String event;
  private final Consumer<RawServer> server;
  private final Consumer<CloudflareClient> call;

  /**
   * @param event the server's event when a call blocks
   * @param server makes a call to this server block
   */
  Stuck(String event, Consumer<RawServer> server, Consumer<CloudflareClient> call) {
    this.event = event;
    this.server = server;
    this.call = call;
  }

  /** Makes the next call to the server block in this state. */
  void prepare(RawServer server) {
    this.server.accept(server);
  }

  /** The base URL for a call that blocks in this state. */
  String baseUrl(RawServer server, FullBacklog full) {
    return switch (this) {
      case CONNECTING -> full.baseUrl();
      case IN_THE_TLS_HANDSHAKE -> server.baseUrl().replace("http:", "https:");
      default -> server.baseUrl();
    };
  }

  void call(CloudflareClient client) {
    call.accept(client);
  }

  /** Waits until the thread blocks in this state. */
  void await(Thread thread, RawServer server) {
    if (this == CONNECTING) {
      ThreadKind.awaitConnecting(thread);
    } else {
      server.await(event);
    }
  }

  /** Whether the server sees the connection end when the call does. */
  boolean holdsAConnection() {
    return this != CONNECTING && this != BACKING_OFF && this != AWAITING;
  }

  private static void list(CloudflareClient client) {
    client.pcaps().list();
  }

  private static void create(CloudflareClient client) {
    client.pcaps().create(Given.SIMPLE);
  }

  private static void download(CloudflareClient client) {
    try (PcapDownload download = client.pcaps().download(Given.ID)) {
      download.saveTo(Path.of("target", "never-written.pcap"));
    }
  }

  private static void beginABody(RawPeer peer) throws IOException {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"result\":");
    peer.awaitClose();
  }

  private static void demandAPause(RawPeer peer) throws IOException {
    peer.respond(429, "Retry-After: 30\r\nConnection: close\r\n", "{}");
  }

  private static void reportPending(RawPeer peer) throws IOException {
    String pending = Fixture.result(Fixture.pcap("'status':'pending'"));
    peer.respond(200, "Connection: close\r\n", pending);
  }

  private static void beginACapture(RawPeer peer) throws IOException {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    peer.send(CaptureBytes.onePacket());
    peer.awaitClose();
  }

  private static void await(CloudflareClient client) {
    WaitOptions options =
        WaitOptions.upTo(Duration.ofMinutes(5))
            .withDelays(Duration.ofMinutes(1), Duration.ofMinutes(1));
    client.pcaps().await(Given.ID, options);
  }
}

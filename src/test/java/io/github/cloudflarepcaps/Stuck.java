package io.github.cloudflarepcaps;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** The places in which a call can be stuck, each with a server that keeps it there. */
enum Stuck {
  CONNECTING("", client -> client.pcaps().list()) {
    @Override
    void prepare(RawServer server) {}
  },
  IN_THE_TLS_HANDSHAKE("accepted", client -> client.pcaps().list()) {
    @Override
    void prepare(RawServer server) {
      server.onConnect(RawPeer::awaitClose);
    }
  },
  WAITING_FOR_HEADERS("silent", client -> client.pcaps().list()) {
    @Override
    void prepare(RawServer server) {
      server.then(RawPeer::awaitClose);
    }
  },
  READING_A_BODY("silent", client -> client.pcaps().list()) {
    @Override
    void prepare(RawServer server) {
      server.then(
          peer -> {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"result\":");
            peer.awaitClose();
          });
    }
  },
  CREATING("silent", client -> client.pcaps().create(Given.SIMPLE)) {
    @Override
    void prepare(RawServer server) {
      server.then(RawPeer::awaitClose);
    }
  },
  READING_A_DOWNLOAD("silent", Stuck::download) {
    @Override
    void prepare(RawServer server) {
      server.then(Stuck::beginACapture);
    }
  },
  BACKING_OFF("request", client -> client.pcaps().list()) {
    @Override
    void prepare(RawServer server) {
      server.then(peer -> peer.respond(429, "Retry-After: 30\r\nConnection: close\r\n", "{}"));
    }
  },
  AWAITING("request", Stuck::await) {
    @Override
    void prepare(RawServer server) {
      server.then(
          peer ->
              peer.respond(
                  200,
                  "Connection: close\r\n",
                  Fixture.result("{\"id\":\"" + Given.ID + "\",\"status\":\"pending\"}")));
    }
  };

  private final String sign;
  private final Consumer<CloudflareClient> call;

  Stuck(String sign, Consumer<CloudflareClient> call) {
    this.sign = sign;
    this.call = call;
  }

  abstract void prepare(RawServer server);

  /** The base URL at which a call gets stuck so. */
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

  /** Waits until the thread is there. */
  void await(Thread thread, RawServer server) {
    if (this == CONNECTING) {
      ThreadKind.awaitConnecting(thread);
    } else {
      server.await(sign);
    }
  }

  /** Whether the server sees the connection end when the call does. */
  boolean holdsAConnection() {
    return this != CONNECTING && this != BACKING_OFF && this != AWAITING;
  }

  private static void download(CloudflareClient client) {
    try (PcapDownload download = client.pcaps().download(Given.ID)) {
      download.saveTo(Path.of("target", "never-written.pcap"));
    }
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

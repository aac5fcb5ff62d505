package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Every kind of call, by what may be repeated. */
enum Deed {
  LIST_PCAPS(client -> client.pcaps().list()),
  GET_PCAP(client -> client.pcaps().get(RawServer.ID)),
  STOP_PCAP(client -> client.pcaps().stop(RawServer.ID)),
  DOWNLOAD_PCAP(client -> client.pcaps().download(RawServer.ID).close()),
  LIST_OWNERSHIPS(client -> client.ownership().list()),
  DELETE_OWNERSHIP(client -> client.ownership().delete(RawServer.ID)),
  CREATE_PCAP(client -> client.pcaps().create(Deed.request())),
  ADD_OWNERSHIP(client -> client.ownership().add(Destination.gcs("example-bucket"))),
  VALIDATE_OWNERSHIP(
      client -> client.ownership().validate(Destination.gcs("example-bucket"), "challenge"));

  private final Consumer<CloudflareClient> call;

  Deed(Consumer<CloudflareClient> call) {
    this.call = call;
  }

  void doWith(CloudflareClient client) {
    call.accept(client);
  }

  boolean isOnce() {
    return this == CREATE_PCAP || this == ADD_OWNERSHIP || this == VALIDATE_OWNERSHIP;
  }

  static SimplePcapRequest request() {
    return SimplePcapRequest.of(1000, Duration.ofMinutes(1));
  }

  static void save(CloudflareClient client, Path file) {
    client.pcaps().downloadTo(RawServer.ID, file);
  }
}

package io.github.cloudflarepcaps;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The nine operations of the API, with create once for each type of capture. */
enum Call {
  LIST_PCAPS(
      "GET",
      "/pcaps",
      "simple-list",
      Operation.listPcaps(Given.ACCOUNT),
      client -> client.pcaps().list()),
  GET_PCAP(
      "GET",
      "/pcaps/" + Given.ID,
      "simple-done",
      Operation.getPcap(Given.ACCOUNT, Given.ID),
      client -> client.pcaps().get(Given.ID)),
  CREATE_SIMPLE(
      "POST",
      "/pcaps",
      "simple-created",
      Operation.createPcap(Given.ACCOUNT, Given.SIMPLE),
      client -> client.pcaps().create(Given.SIMPLE)),
  CREATE_FULL(
      "POST",
      "/pcaps",
      "full-created",
      Operation.createPcap(Given.ACCOUNT, Given.FULL),
      client -> client.pcaps().create(Given.FULL)),
  STOP(
      "PUT",
      "/pcaps/" + Given.ID + "/stop",
      "done",
      Operation.stopPcap(Given.ACCOUNT, Given.ID),
      client -> {
        client.pcaps().stop(Given.ID);
        return null;
      }),
  DOWNLOAD(
      "GET",
      "/pcaps/" + Given.ID + "/download",
      null,
      Operation.downloadPcap(Given.ACCOUNT, Given.ID),
      client -> client.pcaps().download(Given.ID)),
  LIST_BUCKETS(
      "GET",
      "/pcaps/ownership",
      "bucket-list",
      Operation.listOwnerships(Given.ACCOUNT),
      client -> client.ownership().list()),
  ADD_BUCKET(
      "POST",
      "/pcaps/ownership",
      "bucket-added",
      Operation.addOwnership(Given.ACCOUNT, Given.BUCKET),
      client -> client.ownership().add(Given.BUCKET)),
  DELETE_BUCKET(
      "DELETE",
      "/pcaps/ownership/" + Given.ID,
      "done",
      Operation.deleteOwnership(Given.ACCOUNT, Given.ID),
      client -> {
        client.ownership().delete(Given.ID);
        return null;
      }),
  VALIDATE_BUCKET(
      "POST",
      "/pcaps/ownership/validate",
      "bucket-validated",
      Operation.validateOwnership(Given.ACCOUNT, Given.BUCKET, "example-challenge"),
      client -> client.ownership().validate(Given.BUCKET, "example-challenge"));

  private final String method;
  private final String path;
  private final @Nullable String fixture;
  private final Operation<?> operation;
  private final Function<CloudflareClient, @Nullable Object> service;

  Call(
      String method,
      String path,
      @Nullable String fixture,
      Operation<?> operation,
      Function<CloudflareClient, @Nullable Object> service) {
    this.method = method;
    this.path = path;
    this.fixture = fixture;
    this.operation = operation;
    this.service = service;
  }

  String method() {
    return method;
  }

  /** Below the account. */
  String path() {
    return path;
  }

  /** How messages name the call. */
  String text() {
    return method + " /accounts/" + Given.ACCOUNT + path;
  }

  Operation<?> operation() {
    return operation;
  }

  boolean isAtMostOnce() {
    return method.equals("POST");
  }

  /** Enqueues a successful response to this call. */
  void enqueueOn(Wire wire) {
    if (fixture == null) {
      wire.enqueue(CaptureBytes.twoPackets());
    } else {
      wire.enqueue(fixture);
    }
  }

  /** Makes the call through its service. */
  @Nullable Object make(CloudflareClient client) {
    return service.apply(client);
  }

  /** Makes the call, and closes the download if it is one. */
  void makeAndClose(CloudflareClient client) {
    if (make(client) instanceof PcapDownload download) {
      download.close();
    }
  }

  /** Makes the call on another thread. */
  Object makeAsync(CloudflareClient client) {
    return client.sendAsync(operation).join();
  }
}

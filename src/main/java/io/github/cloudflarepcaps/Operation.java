package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.json.OwnershipJson;
import io.github.cloudflarepcaps.internal.json.PcapJson;
import io.github.cloudflarepcaps.internal.json.PcapRequestJson;
import io.github.cloudflarepcaps.internal.json.ValueReader;
import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP operation of the API as a value, to be passed to {@link CloudflareClient#send} or {@link
 * CloudflareClient#sendAsync}. The factories list the API's operations in the order of its
 * reference; each takes the account's id first. An invalid id or value is an {@link
 * IllegalArgumentException} that names it and its rule.
 *
 * <p>A create, an add and a validate take effect at most once: they are sent again only if nothing
 * was sent, or after 429. See {@link RetryPolicy}.
 *
 * @param <T> the type of the result
 */
public final class Operation<T extends @Nullable Object> {

  /** What the body of a successful response contains. */
  enum Content {
    /** A result, which must not be null. */
    RESULT,
    /** A list as the result, where null stands for an empty one. */
    LIST,
    /** No result: an envelope without one, or no content at all. */
    NOTHING,
    /** A capture file. */
    CAPTURE
  }

  private final String name;
  private final String method;
  private final String path;
  private final @Nullable String pcapId;
  private final byte @Nullable [] body;
  private final Redactor secrets;
  private final Content content;
  private final @Nullable ValueReader<T> reader;

  private Operation(
      String name,
      String method,
      String path,
      @Nullable String pcapId,
      byte @Nullable [] body,
      Redactor secrets,
      Content content,
      @Nullable ValueReader<T> reader) {
    this.name = name;
    this.method = method;
    this.path = path;
    this.pcapId = pcapId;
    this.body = body;
    this.secrets = secrets;
    this.content = content;
    this.reader = reader;
  }

  /** The account's captures: at most 50, in the API's order. */
  public static Operation<List<Pcap>> listPcaps(String accountId) {
    return list("listPcaps", pcaps(accountId), PcapJson::read);
  }

  /** One capture. */
  public static Operation<Pcap> getPcap(String accountId, String pcapId) {
    String path = pcap(accountId, pcapId);
    return get("getPcap", path, pcapId, Content.RESULT, PcapJson::read);
  }

  /** Creates a simple capture. */
  public static Operation<SimplePcap> createPcap(String accountId, SimplePcapRequest request) {
    Objects.requireNonNull(request, "request");
    byte[] body = PcapRequestJson.toBytes(request);
    return post("createPcap", pcaps(accountId), body, Redactor.BUCKETS_ONLY, PcapJson::readSimple);
  }

  /** Creates a full capture. */
  public static Operation<FullPcap> createPcap(String accountId, FullPcapRequest request) {
    Objects.requireNonNull(request, "request");
    byte[] body = PcapRequestJson.toBytes(request);
    Redactor secrets = Redactor.of(request.destination());
    return post("createPcap", pcaps(accountId), body, secrets, PcapJson::readFull);
  }

  /** Stops a full capture early; the packets captured so far are kept. */
  public static Operation<@Nullable Void> stopPcap(String accountId, String pcapId) {
    return withoutResult("stopPcap", "PUT", pcap(accountId, pcapId) + "/stop", pcapId);
  }

  /** The file of a simple capture that is done. */
  public static Operation<PcapDownload> downloadPcap(String accountId, String pcapId) {
    String path = pcap(accountId, pcapId) + "/download";
    return get("downloadPcap", path, pcapId, Content.CAPTURE, null);
  }

  /** The account's buckets for full captures. */
  public static Operation<List<Ownership>> listOwnerships(String accountId) {
    return list("listOwnerships", ownership(accountId), OwnershipJson::read);
  }

  /** Adds a bucket, into which Cloudflare then writes a challenge. */
  public static Operation<Ownership> addOwnership(String accountId, Destination bucket) {
    Objects.requireNonNull(bucket, "bucket");
    byte[] body = OwnershipJson.request(bucket, null);
    Redactor secrets = Redactor.of(bucket);
    return post("addOwnership", ownership(accountId), body, secrets, OwnershipJson::read);
  }

  /** Removes a bucket from the list. */
  public static Operation<@Nullable Void> deleteOwnership(String accountId, String ownershipId) {
    String path = ownership(accountId) + "/" + PathSegment.encode("ownershipId", ownershipId);
    return withoutResult("deleteOwnership", "DELETE", path, null);
  }

  /**
   * Proves that you own the bucket by the challenge that Cloudflare wrote into it. The access keys
   * of an R2 bucket are not sent.
   *
   * @param challenge the contents of the challenge's file (Cloudflare's reference shows the file's
   *     name, but its how-to requires the contents)
   */
  public static Operation<Ownership> validateOwnership(
      String accountId, Destination bucket, String challenge) {
    Objects.requireNonNull(bucket, "bucket");
    requireChallenge(challenge);
    byte[] body = OwnershipJson.request(bucket.withoutSecrets(), challenge);
    return post(
        "validateOwnership",
        ownership(accountId) + "/validate",
        body,
        Redactor.of(bucket),
        OwnershipJson::read);
  }

  private static void requireChallenge(String challenge) {
    boolean blank = Objects.requireNonNull(challenge, "challenge").isBlank();
    if (blank || !StandardCharsets.UTF_8.newEncoder().canEncode(challenge)) {
      throw new IllegalArgumentException(
          "challenge is \""
              + Printable.of(challenge)
              + "\", but must not "
              + (blank ? "be blank" : "contain an unpaired surrogate"));
    }
  }

  private static String pcaps(String accountId) {
    return "/accounts/" + PathSegment.encode("accountId", accountId) + "/pcaps";
  }

  private static String pcap(String accountId, String pcapId) {
    return pcaps(accountId) + "/" + PathSegment.encode("pcapId", pcapId);
  }

  private static String ownership(String accountId) {
    return pcaps(accountId) + "/ownership";
  }

  private static <T> Operation<List<T>> list(String name, String path, ValueReader<T> element) {
    return get(name, path, null, Content.LIST, json -> json.list(element));
  }

  private static <T> Operation<T> get(
      String name,
      String path,
      @Nullable String pcapId,
      Content content,
      @Nullable ValueReader<T> reader) {
    Redactor secrets = Redactor.BUCKETS_ONLY;
    return new Operation<>(name, "GET", path, pcapId, null, secrets, content, reader);
  }

  private static <T> Operation<T> post(
      String name, String path, byte[] body, Redactor secrets, ValueReader<T> reader) {
    return new Operation<>(name, "POST", path, null, body, secrets, Content.RESULT, reader);
  }

  private static Operation<@Nullable Void> withoutResult(
      String name, String method, String path, @Nullable String pcapId) {
    byte[] body = method.equals("PUT") ? new byte[0] : null; // HTTP requires a body for PUT
    Redactor secrets = Redactor.BUCKETS_ONLY;
    return new Operation<>(name, method, path, pcapId, body, secrets, Content.NOTHING, null);
  }

  String name() {
    return name;
  }

  String method() {
    return method;
  }

  /** The path below the base URL, percent-encoded. */
  String path() {
    return path;
  }

  Content content() {
    return content;
  }

  /** Reads the result; null without a JSON result. */
  @Nullable ValueReader<T> reader() {
    return reader;
  }

  /** The capture that the path names; null if it names none. */
  @Nullable String pcapId() {
    return pcapId;
  }

  byte @Nullable [] body() {
    return body;
  }

  /** Whether sending it twice has the same effect as sending it once. */
  boolean isIdempotent() {
    return !method.equals("POST");
  }

  boolean isWrite() {
    return !method.equals("GET");
  }

  /** Redacts the bucket's access keys that the body contains. */
  Redactor secrets() {
    return secrets;
  }

  /** The name and the request line: {@code getPcap GET /accounts/…/pcaps/…}. */
  @Override
  public String toString() {
    return name + " " + method + " " + path;
  }
}

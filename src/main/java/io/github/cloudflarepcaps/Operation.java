package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP operation of the API as a value, to be sent by {@link CloudflareClient#send} or {@link
 * CloudflareClient#sendAsync}. The factories are the API's table of contents, in the order of its
 * reference; each takes the account's id first. A bad id or value is an {@link
 * IllegalArgumentException} that names it and its rule.
 *
 * @param <T> what the operation answers
 */
public final class Operation<T extends @Nullable Object> {
  /** What an operation's good answer is. */
  enum Ending {
    /** A result that must be there. */
    RESULT,
    /** A list, which may be null. */
    LIST,
    /** Nothing that matters. */
    NOTHING,
    /** A capture file. */
    CAPTURE
  }

  private final String name;
  private final String method;
  private final String path;
  private final Ending ending;
  private final ModelReader.@Nullable Shape<T> shape;
  private @Nullable String pcapId;
  private byte @Nullable [] body;
  private boolean repeatable = true;
  private Redactor secrets = Redactor.BUCKETS_ONLY;

  private Operation(
      String name,
      String method,
      String path,
      Ending ending,
      ModelReader.@Nullable Shape<T> shape) {
    this.name = name;
    this.method = method;
    this.path = path;
    this.ending = ending;
    this.shape = shape;
  }

  /** The account's captures: at most 50, in the API's order. */
  public static Operation<List<Pcap>> listPcaps(String accountId) {
    return new Operation<>(
        "listPcaps",
        "GET",
        pcaps(accountId),
        Ending.LIST,
        json -> ModelReader.list(json, ModelReader::pcap));
  }

  /** One capture. */
  public static Operation<Pcap> getPcap(String accountId, String pcapId) {
    return new Operation<Pcap>(
            "getPcap", "GET", pcap(accountId, pcapId), Ending.RESULT, ModelReader::pcap)
        .about(pcapId);
  }

  /**
   * Asks for a simple capture. Done at most once: sent again only if nothing was sent, or after
   * 429.
   */
  public static Operation<SimplePcap> createPcap(String accountId, SimplePcapRequest request) {
    Objects.requireNonNull(request, "request");
    return new Operation<SimplePcap>(
            "createPcap", "POST", pcaps(accountId), Ending.RESULT, ModelReader::simplePcap)
        .once(json -> ModelWriter.FOR_CLOUDFLARE.request(request, json));
  }

  /**
   * Asks for a full capture. Done at most once: sent again only if nothing was sent, or after 429.
   */
  public static Operation<FullPcap> createPcap(String accountId, FullPcapRequest request) {
    Objects.requireNonNull(request, "request");
    return new Operation<FullPcap>(
            "createPcap", "POST", pcaps(accountId), Ending.RESULT, ModelReader::fullPcap)
        .once(json -> ModelWriter.FOR_CLOUDFLARE.request(request, json))
        .keeping(request.destination());
  }

  /** Ends a full capture before its time; what was captured is kept. */
  public static Operation<@Nullable Void> stopPcap(String accountId, String pcapId) {
    return new Operation<@Nullable Void>(
            "stopPcap", "PUT", pcap(accountId, pcapId) + "/stop", Ending.NOTHING, null)
        .about(pcapId);
  }

  /** The file of a simple capture that is done. */
  public static Operation<PcapDownload> downloadPcap(String accountId, String pcapId) {
    return new Operation<PcapDownload>(
            "downloadPcap", "GET", pcap(accountId, pcapId) + "/download", Ending.CAPTURE, null)
        .about(pcapId);
  }

  /** The account's buckets for full captures. */
  public static Operation<List<Ownership>> listOwnerships(String accountId) {
    return new Operation<>(
        "listOwnerships",
        "GET",
        ownership(accountId),
        Ending.LIST,
        json -> ModelReader.list(json, ModelReader::ownership));
  }

  /**
   * Adds a bucket, into which Cloudflare then writes a challenge. Done at most once: sent again
   * only if nothing was sent, or after 429.
   */
  public static Operation<Ownership> addOwnership(String accountId, Destination bucket) {
    Objects.requireNonNull(bucket, "bucket");
    return new Operation<Ownership>(
            "addOwnership", "POST", ownership(accountId), Ending.RESULT, ModelReader::ownership)
        .once(json -> ModelWriter.FOR_CLOUDFLARE.bucket(bucket, null, json))
        .keeping(bucket);
  }

  /** Takes a bucket off the list. */
  public static Operation<@Nullable Void> deleteOwnership(String accountId, String ownershipId) {
    return new Operation<>(
        "deleteOwnership",
        "DELETE",
        ownership(accountId) + "/" + PathSegment.encode("ownershipId", ownershipId),
        Ending.NOTHING,
        null);
  }

  /**
   * Proves that the bucket is yours by what Cloudflare wrote into it. The keys of an R2 bucket are
   * left out. Done at most once: sent again only if nothing was sent, or after 429.
   *
   * @param challenge the contents of the challenge's file (Cloudflare's reference shows the file's
   *     name, its how-to asks for the contents)
   */
  public static Operation<Ownership> validateOwnership(
      String accountId, Destination bucket, String challenge) {
    Objects.requireNonNull(bucket, "bucket");
    requireChallenge(challenge);
    return new Operation<Ownership>(
            "validateOwnership",
            "POST",
            ownership(accountId) + "/validate",
            Ending.RESULT,
            ModelReader::ownership)
        .once(json -> ModelWriter.FOR_CLOUDFLARE.bucket(bucket.withoutSecrets(), challenge, json))
        .keeping(bucket);
  }

  private static void requireChallenge(String challenge) {
    boolean blank = Objects.requireNonNull(challenge, "challenge").isBlank();
    if (blank || !StandardCharsets.UTF_8.newEncoder().canEncode(challenge)) {
      throw new IllegalArgumentException(
          "challenge is \""
              + Printable.of(challenge)
              + "\", but must not "
              + (blank ? "be blank" : "hold half a surrogate pair"));
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

  private Operation<T> about(String pcapId) {
    this.pcapId = pcapId;
    return this;
  }

  private Operation<T> once(Body write) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JsonReader.FACTORY.createGenerator(out)) {
      write.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("in memory, where nothing can fail", e);
    }
    this.body = out.toByteArray();
    this.repeatable = false;
    return this;
  }

  private Operation<T> keeping(Destination bucket) {
    this.secrets = Redactor.of(bucket);
    return this;
  }

  /** Writes a request's body. */
  private interface Body {
    void to(JsonGenerator json) throws IOException;
  }

  String name() {
    return name;
  }

  String method() {
    return method;
  }

  /** Below the base URL, encoded. */
  String path() {
    return path;
  }

  Ending ending() {
    return ending;
  }

  ModelReader.@Nullable Shape<T> shape() {
    return shape;
  }

  @Nullable String pcapId() {
    return pcapId;
  }

  byte @Nullable [] body() {
    return body;
  }

  /** Whether sending it twice does the same as sending it once. */
  boolean isRepeatable() {
    return repeatable;
  }

  boolean isWrite() {
    return !method.equals("GET");
  }

  /** What of its body nobody may read. */
  Redactor secrets() {
    return secrets;
  }

  /** The name and the call: {@code getPcap GET /accounts/…/pcaps/…}. */
  @Override
  public String toString() {
    return name + " " + method + " " + path;
  }
}

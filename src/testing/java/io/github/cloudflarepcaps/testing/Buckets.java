package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The account's buckets, oldest first, and the four operations on them. */
final class Buckets {
  private static final System.Logger LOG = System.getLogger(FakeCloudflare.class.getName());

  private final Clock clock;
  private final BucketWriter writer;
  private final Map<String, Bucket> byId = new LinkedHashMap<>();

  Buckets(Clock clock, BucketWriter writer) {
    this.clock = clock;
    this.writer = writer;
  }

  synchronized Response list() {
    List<ObjectNode> all = new ArrayList<>();
    for (Bucket bucket : byId.values()) {
      bucket.poll(Timestamps.now(clock));
      all.add(bucket.json());
    }
    return Envelopes.list(all, Math.max(1, all.size()), all.size());
  }

  /** A bucket whose check failed is replaced; one in any other state is a conflict. */
  synchronized Response add(byte[] body) {
    Instant now = Timestamps.now(clock);
    Destination destination = RequestBody.bucket(body, now);
    Bucket existing = find(destination);
    if (existing != null && !existing.isFailed()) {
      throw Rejection.of(
          409,
          Rejection.ALREADY_ADDED,
          "this bucket was already added, with the id " + existing.id());
    }
    Bucket bucket = new Bucket(Ids.next(), destination, now);
    byte[] challenge = bucket.challenge().getBytes(StandardCharsets.UTF_8);
    String failure = put(destination, bucket.filename(), challenge);
    if (failure != null) {
      throw Rejection.field("/destination_conf", failure);
    }
    if (existing != null) {
      byId.remove(existing.id());
    }
    byId.put(bucket.id(), bucket);
    return Envelopes.result(bucket.json());
  }

  synchronized Response delete(String id) {
    if (byId.remove(id) == null) {
      throw Rejection.of(404, Rejection.NOT_FOUND, "there is no bucket with this id");
    }
    return Response.noContent();
  }

  synchronized Response validate(byte[] body) {
    Instant now = Timestamps.now(clock);
    RequestBody.Validation validation = RequestBody.validation(body, now);
    Bucket bucket = find(validation.bucket());
    if (bucket == null) {
      throw Rejection.of(404, Rejection.NOT_FOUND, "this bucket was not added");
    }
    bucket.validate(validation.challenge(), now);
    return Envelopes.result(bucket.json());
  }

  synchronized String challenge(String id) {
    Bucket bucket = byId.get(id);
    if (bucket == null) {
      throw new NoSuchElementException("the fake has no bucket with the id \"" + id + "\"");
    }
    return bucket.challenge();
  }

  /** Rejects a full capture whose bucket is not validated. */
  synchronized void requireValidated(Destination destination) {
    Bucket bucket = find(destination);
    if (bucket != null) {
      bucket.poll(Timestamps.now(clock));
    }
    if (bucket == null || !bucket.isValidated()) {
      throw Rejection.of(
          400,
          new Rejection.Problem(
              Rejection.BUCKET_NOT_VALIDATED,
              "destination_conf must be a validated bucket",
              "/destination_conf",
              List.of()));
    }
  }

  /** Stores a file and returns null, or the error message. The writer's own may hold a secret. */
  @Nullable String put(Destination destination, String name, byte[] content) {
    try {
      writer.put(destination, name, content);
      return null;
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "the BucketWriter failed on {0}: {1}", name, e.getClass().getName());
      LOG.log(Level.DEBUG, "the BucketWriter failed on " + name, e);
      return "could not write " + name + " to the bucket";
    }
  }

  private @Nullable Bucket find(Destination destination) {
    for (Bucket bucket : byId.values()) {
      if (bucket.isFor(destination)) {
        return bucket;
      }
    }
    return null;
  }
}

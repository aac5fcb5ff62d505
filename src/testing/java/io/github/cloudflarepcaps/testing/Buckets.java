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

/** The account's buckets, oldest first, and the four calls on them. */
final class Buckets {
  private static final System.Logger LOG = System.getLogger(FakeCloudflare.class.getName());

  private final Clock clock;
  private final BucketWriter writer;
  private final Map<String, Bucket> byId = new LinkedHashMap<>();

  Buckets(Clock clock, BucketWriter writer) {
    this.clock = clock;
    this.writer = writer;
  }

  synchronized Answer list() {
    List<ObjectNode> all = new ArrayList<>();
    for (Bucket bucket : byId.values()) {
      bucket.look(Timestamps.now(clock));
      all.add(bucket.json());
    }
    return Envelopes.list(all, Math.max(1, all.size()), all.size());
  }

  /** A bucket whose check failed is added anew; another one that is there already is refused. */
  synchronized Answer add(byte[] body) {
    Instant now = Timestamps.now(clock);
    Destination destination = RequestBody.bucket(body, now);
    Bucket there = find(destination);
    if (there != null && !there.isFailed()) {
      throw Refusal.of(
          409, Refusal.ALREADY_THERE, "this bucket was added already, with the id " + there.id());
    }
    Bucket bucket = new Bucket(Ids.next(), destination, now);
    byte[] challenge = bucket.challenge().getBytes(StandardCharsets.UTF_8);
    String trouble = put(destination, bucket.filename(), challenge);
    if (trouble != null) {
      throw Refusal.field("/destination_conf", trouble);
    }
    if (there != null) {
      byId.remove(there.id());
    }
    byId.put(bucket.id(), bucket);
    return Envelopes.result(bucket.json());
  }

  synchronized Answer delete(String id) {
    if (byId.remove(id) == null) {
      throw Refusal.of(404, Refusal.NOT_FOUND, "there is no bucket with this id");
    }
    return Answer.noContent();
  }

  synchronized Answer validate(byte[] body) {
    Instant now = Timestamps.now(clock);
    RequestBody.Validation validation = RequestBody.validation(body, now);
    Bucket bucket = find(validation.bucket());
    if (bucket == null) {
      throw Refusal.of(404, Refusal.NOT_FOUND, "this bucket was not added");
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

  /** A full capture goes to a validated bucket only. */
  synchronized void requireValidated(Destination destination) {
    Bucket bucket = find(destination);
    if (bucket != null) {
      bucket.look(Timestamps.now(clock));
    }
    if (bucket == null || !bucket.isValidated()) {
      throw new Refusal(
          400,
          new Refusal.Problem(
              Refusal.BUCKET_NOT_READY,
              "destination_conf must be a bucket that was validated",
              "/destination_conf",
              List.of()));
    }
  }

  /** Stores a file, or says why it could not; what the writer throws may hold a secret. */
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

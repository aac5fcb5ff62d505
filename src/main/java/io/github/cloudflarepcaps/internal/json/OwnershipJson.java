package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A bucket and the proof of its ownership, and the bodies that add and validate one. */
public final class OwnershipJson {
  private static final OwnershipStatus[] STATUSES = OwnershipStatus.values();

  private final AdditionalFields additional = new AdditionalFields();
  private @Nullable String id;
  private @Nullable Destination destination;
  private @Nullable String filename;
  private OwnershipStatus status = OwnershipStatus.UNRECOGNIZED;
  private @Nullable Instant submitted;
  private @Nullable Instant validated;

  private OwnershipJson() {}

  /** Reads a bucket's entry, which must have an id and a file name. */
  public static Ownership read(JsonReader json) throws IOException {
    OwnershipJson ownership = new OwnershipJson();
    json.object(name -> ownership.readField(name, json));
    return ownership.toOwnership(json);
  }

  private void readField(String name, JsonReader json) throws IOException {
    switch (name) {
      case "id" -> id = json.text();
      case "destination_conf" -> destination = DestinationJson.readOrKeep(name, json, additional);
      case "filename" -> filename = json.text();
      case "status" -> status = readStatus(json);
      case "submitted" -> submitted = InstantJson.readOrKeep(name, json, additional);
      case "validated" -> validated = InstantJson.readOrKeep(name, json, additional);
      default -> additional.keep(name, json);
    }
  }

  private OwnershipStatus readStatus(JsonReader json) throws IOException {
    OwnershipStatus known = json.atNull() ? null : json.constant(STATUSES);
    if (known == null || known == OwnershipStatus.UNRECOGNIZED) {
      additional.keep("status", json);
      return OwnershipStatus.UNRECOGNIZED;
    }
    return known;
  }

  private Ownership toOwnership(JsonReader json) throws ShapeException {
    if (id == null) {
      throw json.problem(".id is missing");
    }
    if (filename == null) {
      throw json.problem(".filename is missing");
    }
    return new Ownership(
        id, destination, filename, status, submitted, validated, additional.toMap());
  }

  static void write(Ownership ownership, JsonWriter json) throws IOException {
    json.object(() -> writeFields(ownership, json));
  }

  private static void writeFields(Ownership ownership, JsonWriter json) throws IOException {
    json.field("id", ownership.id());
    json.field("destination_conf", ownership.destination());
    json.field("filename", ownership.filename());
    if (ownership.status() != OwnershipStatus.UNRECOGNIZED) {
      json.field("status", ownership.status());
    }
    json.field("submitted", ownership.submitted());
    json.field("validated", ownership.validated());
    AnyJson.writeFields(ownership.additionalFields(), json);
  }

  /**
   * The body of a request that adds a bucket, or validates it.
   *
   * @param challenge null to add
   */
  public static byte[] request(Destination bucket, @Nullable String challenge) {
    return JsonBytes.write(
        json ->
            json.object(
                () -> {
                  json.field("destination_conf", bucket);
                  json.field("ownership_challenge", challenge);
                }));
  }
}

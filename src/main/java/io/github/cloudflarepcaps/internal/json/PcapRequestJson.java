package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapRequest;
import io.github.cloudflarepcaps.model.PcapType;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body that creates a capture. Reading one, from a user's own storage, drops nothing: a field
 * that is unknown, or that only the other kind of capture has, is rejected.
 */
public final class PcapRequestJson {
  private static final PcapType[] TYPES = PcapType.values();
  private static final String SYSTEM = "magic-transit";

  private @Nullable PcapType type;
  private @Nullable String system;
  private @Nullable Duration timeLimit;
  private @Nullable PcapFilter filter;
  private @Nullable Integer packetLimit;
  private @Nullable Instant offsetTime;
  private @Nullable String coloName;
  private @Nullable Destination destination;
  private @Nullable Long byteLimit;

  private PcapRequestJson() {}

  static PcapRequest read(JsonReader json) throws IOException {
    PcapRequestJson request = new PcapRequestJson();
    json.object(name -> request.readField(name, json));
    try {
      return request.toRequest();
    } catch (IllegalArgumentException e) {
      throw json.problem(": " + e.getMessage());
    }
  }

  static SimplePcapRequest readSimple(JsonReader json) throws IOException {
    if (read(json) instanceof SimplePcapRequest request) {
      return request;
    }
    throw json.problem(" is not a request for a simple capture");
  }

  static FullPcapRequest readFull(JsonReader json) throws IOException {
    if (read(json) instanceof FullPcapRequest request) {
      return request;
    }
    throw json.problem(" is not a request for a full capture");
  }

  private void readField(String name, JsonReader json) throws IOException {
    switch (name) {
      case "type" -> type = json.atNull() ? null : json.constant(TYPES);
      case "system" -> system = json.text();
      case "time_limit" -> timeLimit = json.seconds();
      case "filter_v1" -> filter = json.atNull() ? null : PcapFilterJson.read(json);
      case "packet_limit" -> packetLimit = json.wholeInt(1, Integer.MAX_VALUE);
      case "offset_time" -> offsetTime = InstantJson.read(json);
      case "colo_name" -> coloName = json.text();
      case "destination_conf" -> destination = json.atNull() ? null : DestinationJson.read(json);
      case "byte_limit" -> byteLimit = json.wholeLong(1, Long.MAX_VALUE);
      default -> throw json.problem(": unknown field in a capture request");
    }
  }

  private PcapRequest toRequest() {
    if (system != null && !system.equals(SYSTEM)) {
      throw new IllegalArgumentException("system must be " + SYSTEM);
    }
    if (type == PcapType.SIMPLE) {
      return toSimple();
    }
    if (type == PcapType.FULL) {
      return toFull();
    }
    throw new IllegalArgumentException("type must be simple or full");
  }

  private SimplePcapRequest toSimple() {
    refuse("colo_name", coloName);
    refuse("destination_conf", destination);
    refuse("byte_limit", byteLimit);
    return new SimplePcapRequest(
        require("packet_limit", packetLimit), require("time_limit", timeLimit), filter, offsetTime);
  }

  private FullPcapRequest toFull() {
    refuse("offset_time", offsetTime);
    return new FullPcapRequest(
        require("colo_name", coloName),
        require("destination_conf", destination),
        require("time_limit", timeLimit),
        filter,
        packetLimit,
        byteLimit);
  }

  private static <T> T require(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private void refuse(String name, @Nullable Object value) {
    if (value != null) {
      throw new IllegalArgumentException(name + " is not for a capture of type " + type);
    }
  }

  /** The body as Cloudflare takes it, with the keys of a bucket. */
  public static byte[] toBytes(PcapRequest request) {
    return JsonBytes.write(json -> write(request, json));
  }

  static void write(PcapRequest request, JsonWriter json) throws IOException {
    json.object(() -> writeFields(request, json));
  }

  private static void writeFields(PcapRequest request, JsonWriter json) throws IOException {
    if (request instanceof SimplePcapRequest simple) {
      json.field("type", PcapType.SIMPLE);
      json.field("packet_limit", simple.packetLimit());
      json.field("offset_time", simple.offsetTime());
    } else if (request instanceof FullPcapRequest full) {
      json.field("type", PcapType.FULL);
      json.field("colo_name", full.coloName());
      json.field("destination_conf", full.destination());
      json.field("packet_limit", full.packetLimit());
      json.field("byte_limit", full.byteLimit());
    }
    json.field("system", SYSTEM);
    json.field("time_limit", request.timeLimit());
    if (request.filter() != null) {
      json.name("filter_v1");
      PcapFilterJson.write(request.filter(), json);
    }
  }
}

package io.github.cloudflarepcaps;

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
 * The fields of a request that a user keeps as JSON. Nothing in it is passed over: an unknown field
 * or one that only the other kind of capture has would be a wish that is not met.
 */
final class RequestFields {
  private static final PcapType[] TYPES = PcapType.values();

  private @Nullable PcapType type;
  private @Nullable String system;
  private @Nullable Duration timeLimit;
  private @Nullable PcapFilter filter;
  private @Nullable Integer packetLimit;
  private @Nullable Instant offsetTime;
  private @Nullable String coloName;
  private @Nullable Destination destination;
  private @Nullable Long byteLimit;

  static RequestFields read(JsonReader json) throws IOException {
    RequestFields fields = new RequestFields();
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      fields.readField(name, json);
    }
    return fields;
  }

  private void readField(String name, JsonReader json) throws IOException {
    switch (name) {
      case "type" -> type = json.atNull() ? null : json.name(TYPES, type);
      case "system" -> system = json.usually(ModelWriter.SYSTEM, system);
      case "time_limit" -> timeLimit = ModelReader.seconds(timeLimit, json);
      case "filter_v1" -> filter = json.atNull() ? null : ModelReader.filterAlone(json);
      case "packet_limit" -> packetLimit = json.wholeInt(packetLimit, 1, Integer.MAX_VALUE);
      case "offset_time" -> offsetTime = readOffsetTime(json);
      case "colo_name" -> coloName = json.text(coloName);
      case "destination_conf" -> destination = readDestination(json);
      case "byte_limit" -> byteLimit = json.wholeNumber(byteLimit, 1, Long.MAX_VALUE);
      default -> throw new ShapeException(json.path() + " is no field of a capture's request");
    }
  }

  private @Nullable Instant readOffsetTime(JsonReader json) throws IOException {
    Instant instant = json.instant(offsetTime);
    if (instant == null && !json.atNull() && !json.atEmptyString()) {
      throw json.misfit("an RFC 3339 timestamp");
    }
    return instant;
  }

  private @Nullable Destination readDestination(JsonReader json) throws IOException {
    String text = json.secretText(destination);
    try {
      return text == null ? null : Destination.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ShapeException(json.path() + ": " + e.getMessage());
    }
  }

  /** The request of that type; a bad or missing value is named with the object's path. */
  PcapRequest toRequest(JsonReader json) throws IOException {
    try {
      if (system != null && !system.equals(ModelWriter.SYSTEM)) {
        throw new IllegalArgumentException("system must be " + ModelWriter.SYSTEM);
      }
      if (type == PcapType.SIMPLE) {
        return toSimple();
      }
      if (type == PcapType.FULL) {
        return toFull();
      }
      throw new IllegalArgumentException("type must be simple or full");
    } catch (IllegalArgumentException e) {
      throw new ShapeException(json.path() + ": " + e.getMessage());
    }
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
}

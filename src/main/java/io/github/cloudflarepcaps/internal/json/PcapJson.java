package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.PcapType;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.UnknownPcap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A capture of either kind. Which kind may be known only at the object's end, so all fields are
 * read first. A field of the other kind becomes an additional field.
 */
public final class PcapJson {
  private static final PcapStatus[] STATUSES = PcapStatus.values();
  private static final PcapType[] TYPES = PcapType.values();

  private final AdditionalFields additional = new AdditionalFields();
  private @Nullable String id;
  private @Nullable PcapFilter filter;
  private PcapStatus status = PcapStatus.UNKNOWN;
  private @Nullable PcapType type;
  private @Nullable Instant submitted;
  private @Nullable String system;
  private @Nullable Duration timeLimit;
  private @Nullable Integer packetLimit;

  // only a simple capture has these
  private @Nullable Instant offsetTime;
  private @Nullable Long packetsRemaining;

  // only a full capture has these
  private @Nullable Long byteLimit;
  private @Nullable String coloName;
  private @Nullable String colo;
  private @Nullable Destination destination;
  private @Nullable String errorMessage;
  private @Nullable Long packetsCaptured;
  private @Nullable Instant stopRequested;

  private PcapJson() {}

  /** Reads a capture of any kind, which must have an id. */
  public static Pcap read(JsonReader json) throws IOException {
    return read(json, PcapType.UNRECOGNIZED);
  }

  /** Reads a capture that must be simple, and is taken as simple if it could be either. */
  public static SimplePcap readSimple(JsonReader json) throws IOException {
    if (read(json, PcapType.SIMPLE) instanceof SimplePcap pcap) {
      return pcap;
    }
    throw json.problem(" is not a simple capture");
  }

  /** Reads a capture that must be full, and is taken as full if it could be either. */
  public static FullPcap readFull(JsonReader json) throws IOException {
    if (read(json, PcapType.FULL) instanceof FullPcap pcap) {
      return pcap;
    }
    throw json.problem(" is not a full capture");
  }

  static UnknownPcap readUnknown(JsonReader json) throws IOException {
    if (read(json) instanceof UnknownPcap pcap) {
      return pcap;
    }
    throw json.problem(" is a capture of a known type");
  }

  private static Pcap read(JsonReader json, PcapType expected) throws IOException {
    PcapJson pcap = new PcapJson();
    json.object(name -> pcap.readField(name, json));
    if (pcap.id == null) {
      throw json.problem(".id is missing");
    }
    return pcap.toPcap(pcap.id, expected);
  }

  private void readField(String name, JsonReader json) throws IOException {
    switch (name) {
      case "id" -> id = json.text();
      case "filter_v1" -> filter = readFilter(json);
      case "status" -> status = readStatus(json);
      case "type" -> type = readType(json);
      case "submitted" -> submitted = InstantJson.readOrKeep(name, json, additional);
      case "system" -> system = json.text();
      case "time_limit" -> timeLimit = json.seconds();
      case "packet_limit" -> packetLimit = json.wholeInt(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "offset_time" -> offsetTime = InstantJson.readOrKeep(name, json, additional);
      case "packets_remaining" -> packetsRemaining = json.wholeLong();
      case "byte_limit" -> byteLimit = json.wholeLong();
      case "colo_name" -> coloName = json.text();
      case "colo" -> colo = json.text();
      case "destination_conf" -> destination = DestinationJson.readOrKeep(name, json, additional);
      case "error_message" -> errorMessage = json.text();
      case "packets_captured" -> packetsCaptured = json.wholeLong();
      case "stop_requested" -> stopRequested = InstantJson.readOrKeep(name, json, additional);
      default -> additional.keep(name, json);
    }
  }

  private @Nullable PcapFilter readFilter(JsonReader json) throws IOException {
    if (json.atNull()) {
      return null;
    }
    AdditionalFields unknown = new AdditionalFields();
    PcapFilter read = PcapFilterJson.read(json, unknown);
    additional.put("filter_v1", unknown.toMap().isEmpty() ? null : unknown.toMap());
    return read;
  }

  private PcapStatus readStatus(JsonReader json) throws IOException {
    if (json.atNull()) {
      return PcapStatus.UNKNOWN;
    }
    PcapStatus known = json.constant(STATUSES);
    if (known == null || known == PcapStatus.UNRECOGNIZED) {
      additional.keep("status", json);
      return PcapStatus.UNRECOGNIZED;
    }
    return known;
  }

  private @Nullable PcapType readType(JsonReader json) throws IOException {
    if (json.atNull()) {
      return null;
    }
    PcapType known = json.constant(TYPES);
    if (known == null || known == PcapType.UNRECOGNIZED) {
      additional.keep("type", json);
      return PcapType.UNRECOGNIZED;
    }
    return known;
  }

  /**
   * The variant that {@code type} names; without a known type, the only one whose own fields are
   * there; else the expected one.
   */
  private Pcap toPcap(String id, PcapType expected) {
    boolean known = type == PcapType.SIMPLE || type == PcapType.FULL;
    return switch (known && type != null ? type : typeByFields(expected)) {
      case SIMPLE -> toSimple(id);
      case FULL -> toFull(id);
      case UNRECOGNIZED -> toUnknown(id);
    };
  }

  private PcapType typeByFields(PcapType expected) {
    boolean hasSimple = !simpleFields().toMap().isEmpty();
    boolean hasFull = !fullFields().toMap().isEmpty();
    if (hasFull != hasSimple) {
      return hasFull ? PcapType.FULL : PcapType.SIMPLE;
    }
    return type == null && !hasFull ? expected : PcapType.UNRECOGNIZED;
  }

  /** The fields that only a simple capture has, as another kind keeps them. */
  private AdditionalFields simpleFields() {
    AdditionalFields fields = new AdditionalFields();
    fields.put("offset_time", offsetTime);
    fields.put("packets_remaining", packetsRemaining);
    return fields;
  }

  /** The fields that only a full capture has, as another kind keeps them. */
  private AdditionalFields fullFields() {
    AdditionalFields fields = new AdditionalFields();
    fields.put("byte_limit", byteLimit);
    fields.put("colo_name", coloName);
    fields.put("colo", colo);
    fields.put("destination_conf", destination);
    fields.put("error_message", errorMessage);
    fields.put("packets_captured", packetsCaptured);
    fields.put("stop_requested", stopRequested);
    return fields;
  }

  private SimplePcap toSimple(String id) {
    additional.putAll(fullFields());
    return new SimplePcap(
        id,
        filter,
        status,
        submitted,
        system,
        timeLimit,
        offsetTime,
        packetLimit,
        packetsRemaining,
        additional.toMap());
  }

  private FullPcap toFull(String id) {
    additional.putAll(simpleFields());
    return new FullPcap(
        id,
        filter,
        status,
        submitted,
        system,
        timeLimit,
        byteLimit,
        packetLimit,
        coloName(),
        destination,
        errorMessage,
        packetsCaptured,
        stopRequested,
        additional.toMap());
  }

  /** {@code colo_name}, as the API reference has it; else {@code colo}, as responses have it. */
  private @Nullable String coloName() {
    if (coloName == null) {
      return colo;
    }
    additional.put("colo", coloName.equals(colo) ? null : colo);
    return coloName;
  }

  private UnknownPcap toUnknown(String id) {
    additional.putAll(simpleFields());
    additional.putAll(fullFields());
    additional.put("packet_limit", packetLimit);
    return new UnknownPcap(id, filter, status, submitted, system, timeLimit, additional.toMap());
  }

  static void write(Pcap pcap, JsonWriter json) throws IOException {
    json.object(() -> writeFields(pcap, json));
  }

  private static void writeFields(Pcap pcap, JsonWriter json) throws IOException {
    Map<String, Object> additional = new LinkedHashMap<>(pcap.additionalFields());
    json.field("id", pcap.id());
    if (pcap.filter() != null) {
      json.name("filter_v1");
      PcapFilterJson.write(pcap.filter(), additional.remove("filter_v1"), json);
    }
    if (!additional.containsKey("status")) {
      json.field("status", pcap.status());
    }
    json.field("submitted", pcap.submitted());
    json.field("system", pcap.system());
    json.field("time_limit", pcap.timeLimit());
    if (pcap.type() != PcapType.UNRECOGNIZED && !additional.containsKey("type")) {
      json.field("type", pcap.type());
    }
    if (pcap instanceof SimplePcap simple) {
      writeSimple(simple, json);
    } else if (pcap instanceof FullPcap full) {
      writeFull(full, json);
    }
    AnyJson.writeFields(additional, json);
  }

  private static void writeSimple(SimplePcap pcap, JsonWriter json) throws IOException {
    json.field("offset_time", pcap.offsetTime());
    json.field("packet_limit", pcap.packetLimit());
    json.field("packets_remaining", pcap.packetsRemaining());
  }

  private static void writeFull(FullPcap pcap, JsonWriter json) throws IOException {
    json.field("byte_limit", pcap.byteLimit());
    json.field("packet_limit", pcap.packetLimit());
    json.field("colo_name", pcap.coloName());
    json.field("destination_conf", pcap.destination());
    json.field("error_message", pcap.errorMessage());
    json.field("packets_captured", pcap.packetsCaptured());
    json.field("stop_requested", pcap.stopRequested());
  }
}

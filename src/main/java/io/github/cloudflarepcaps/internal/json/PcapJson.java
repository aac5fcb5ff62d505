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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final OwnFields simple = new OwnFields();
  private final OwnFields full = new OwnFields();

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
      case "offset_time" -> simple.put(name, InstantJson.readOrKeep(name, json, additional));
      case "packets_remaining" -> simple.put(name, json.wholeLong());
      case "byte_limit", "packets_captured" -> full.put(name, json.wholeLong());
      case "colo_name", "colo", "error_message" -> full.put(name, json.text());
      case "destination_conf" -> full.put(name, DestinationJson.readOrKeep(name, json, additional));
      case "stop_requested" -> full.put(name, InstantJson.readOrKeep(name, json, additional));
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
    if (full.isEmpty() != simple.isEmpty()) {
      return full.isEmpty() ? PcapType.SIMPLE : PcapType.FULL;
    }
    return type == null && full.isEmpty() ? expected : PcapType.UNRECOGNIZED;
  }

  private SimplePcap toSimple(String id) {
    full.keepIn(additional);
    return new SimplePcap(
        id,
        filter,
        status,
        submitted,
        system,
        timeLimit,
        simple.get("offset_time", Instant.class),
        packetLimit,
        simple.get("packets_remaining", Long.class),
        additional.toMap());
  }

  private FullPcap toFull(String id) {
    simple.keepIn(additional);
    return new FullPcap(
        id,
        filter,
        status,
        submitted,
        system,
        timeLimit,
        full.get("byte_limit", Long.class),
        packetLimit,
        coloName(),
        full.get("destination_conf", Destination.class),
        full.get("error_message", String.class),
        full.get("packets_captured", Long.class),
        full.get("stop_requested", Instant.class),
        additional.toMap());
  }

  /** {@code colo_name}, as the API reference has it; else {@code colo}, as responses have it. */
  private @Nullable String coloName() {
    String name = full.get("colo_name", String.class);
    String colo = full.get("colo", String.class);
    if (name == null) {
      return colo;
    }
    additional.put("colo", name.equals(colo) ? null : colo);
    return name;
  }

  private UnknownPcap toUnknown(String id) {
    simple.keepIn(additional);
    full.keepIn(additional);
    additional.put("packet_limit", packetLimit);
    return new UnknownPcap(id, filter, status, submitted, system, timeLimit, additional.toMap());
  }

  /**
   * The fields that only one kind of capture has, by the API's names. A name is followed by its
   * value in one list, which takes a quarter of a map's memory: 150 bytes less a capture (measured
   * in CostTest).
   */
  private static final class OwnFields {
    private List<Object> namesAndValues = List.of();

    void put(String name, @Nullable Object value) {
      if (value != null) {
        namesAndValues = isEmpty() ? new ArrayList<>() : namesAndValues;
        namesAndValues.add(name);
        namesAndValues.add(value);
      }
    }

    <T> @Nullable T get(String name, Class<T> type) {
      for (int i = 0; i < namesAndValues.size(); i += 2) {
        if (namesAndValues.get(i).equals(name)) {
          return type.cast(namesAndValues.get(i + 1));
        }
      }
      return null;
    }

    boolean isEmpty() {
      return namesAndValues.isEmpty();
    }

    /** Keeps the fields of a capture that turned out to be of the other kind. */
    void keepIn(AdditionalFields additional) {
      for (int i = 0; i < namesAndValues.size(); i += 2) {
        additional.put((String) namesAndValues.get(i), raw(namesAndValues.get(i + 1)));
      }
    }

    private static Object raw(Object value) {
      return value instanceof Number ? value : value.toString();
    }
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

package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.model.PcapFilter;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code filter_v1}. */
final class PcapFilterJson {
  private static final int HIGHEST_PORT = 65_535;
  private static final int HIGHEST_PROTOCOL = 255;

  private @Nullable String sourceAddress;
  private @Nullable Integer sourcePort;
  private @Nullable String destinationAddress;
  private @Nullable Integer destinationPort;
  private @Nullable Integer protocol;

  private PcapFilterJson() {}

  /** A filter without unknown fields: dropping one would change what the filter matches. */
  static PcapFilter read(JsonReader json) throws IOException {
    AdditionalFields unknown = new AdditionalFields();
    PcapFilter filter = read(json, unknown);
    if (!unknown.toMap().isEmpty()) {
      throw json.problem(" has unknown fields: " + unknown.toMap().keySet());
    }
    return filter;
  }

  /** A filter of a response, whose unknown fields are kept. */
  static PcapFilter read(JsonReader json, AdditionalFields unknown) throws IOException {
    PcapFilterJson filter = new PcapFilterJson();
    json.object(name -> filter.readField(name, json, unknown));
    try {
      return filter.toFilter();
    } catch (IllegalArgumentException e) {
      throw json.problem(": " + e.getMessage());
    }
  }

  private void readField(String name, JsonReader json, AdditionalFields unknown)
      throws IOException {
    switch (name) {
      case "source_address" -> sourceAddress = address(json);
      case "source_port" -> sourcePort = json.wholeInt(0, HIGHEST_PORT);
      case "destination_address" -> destinationAddress = address(json);
      case "destination_port" -> destinationPort = json.wholeInt(0, HIGHEST_PORT);
      case "protocol" -> protocol = json.wholeInt(0, HIGHEST_PROTOCOL);
      default -> unknown.keep(name, json);
    }
  }

  /** The API may mean "any" by an empty address. */
  private static @Nullable String address(JsonReader json) throws IOException {
    String text = json.text();
    return text == null || text.isBlank() ? null : text;
  }

  private PcapFilter toFilter() {
    return new PcapFilter(sourceAddress, sourcePort, destinationAddress, destinationPort, protocol);
  }

  static void write(PcapFilter filter, JsonWriter json) throws IOException {
    write(filter, null, json);
  }

  /** Writes a filter, with its unknown fields if {@code unknown} is a map. */
  static void write(PcapFilter filter, @Nullable Object unknown, JsonWriter json)
      throws IOException {
    json.object(
        () -> {
          writeFields(filter, json);
          if (unknown instanceof Map<?, ?> fields) {
            AnyJson.writeFields(fields, json);
          }
        });
  }

  private static void writeFields(PcapFilter filter, JsonWriter json) throws IOException {
    json.field("source_address", filter.sourceAddress());
    json.field("source_port", filter.sourcePort());
    json.field("destination_address", filter.destinationAddress());
    json.field("destination_port", filter.destinationPort());
    json.field("protocol", filter.protocol());
  }
}

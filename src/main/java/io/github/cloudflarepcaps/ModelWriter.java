package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapRequest;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the models as the API's JSON: what is null is left out, whole numbers stay whole. Secrets
 * are masked but in the request that takes them to Cloudflare.
 */
final class ModelWriter {
  /** The only system there is: Magic Transit. */
  static final String SYSTEM = "magic-transit";

  /** For what people and other programs read. */
  static final ModelWriter MASKED = new ModelWriter(Destination::toString);

  /** For Cloudflare alone. */
  static final ModelWriter FOR_CLOUDFLARE = new ModelWriter(Destination::uri);

  private final Function<Destination, String> destinations;

  private ModelWriter(Function<Destination, String> destinations) {
    this.destinations = destinations;
  }

  void pcap(Pcap pcap, JsonGenerator json) throws IOException {
    Map<String, Object> additional = pcap.additionalFields();
    json.writeStartObject();
    text("id", pcap.id(), json);
    if (pcap.filter() != null) {
      json.writeFieldName("filter_v1");
      filter(pcap.filter(), additional.get("filter_v1"), json);
    }
    if (!additional.containsKey("status")) {
      text("status", apiName(pcap.status()), json);
    }
    text("submitted", pcap.submitted(), json);
    text("system", pcap.system(), json);
    seconds(pcap.timeLimit(), json);
    if (pcap instanceof SimplePcap simple) {
      simpleFields(simple, json);
    } else if (pcap instanceof FullPcap full) {
      fullFields(full, json);
    }
    additionalFields(additional, pcap.filter() == null ? "" : "filter_v1", json);
    json.writeEndObject();
  }

  private void simpleFields(SimplePcap pcap, JsonGenerator json) throws IOException {
    type(pcap, json);
    text("offset_time", pcap.offsetTime(), json);
    number("packet_limit", pcap.packetLimit(), json);
    number("packets_remaining", pcap.packetsRemaining(), json);
  }

  private void fullFields(FullPcap pcap, JsonGenerator json) throws IOException {
    type(pcap, json);
    number("byte_limit", pcap.byteLimit(), json);
    number("packet_limit", pcap.packetLimit(), json);
    text("colo_name", pcap.coloName(), json);
    destination(pcap.destination(), json);
    text("error_message", pcap.errorMessage(), json);
    number("packets_captured", pcap.packetsCaptured(), json);
    text("stop_requested", pcap.stopRequested(), json);
  }

  private static void type(Pcap pcap, JsonGenerator json) throws IOException {
    if (!pcap.additionalFields().containsKey("type")) {
      text("type", apiName(pcap.type()), json);
    }
  }

  void request(PcapRequest request, JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (request instanceof SimplePcapRequest simple) {
      text("type", "simple", json);
      number("packet_limit", simple.packetLimit(), json);
      text("offset_time", simple.offsetTime(), json);
    } else if (request instanceof FullPcapRequest full) {
      text("type", "full", json);
      text("colo_name", full.coloName(), json);
      destination(full.destination(), json);
      number("packet_limit", full.packetLimit(), json);
      number("byte_limit", full.byteLimit(), json);
    }
    text("system", SYSTEM, json);
    seconds(request.timeLimit(), json);
    if (request.filter() != null) {
      json.writeFieldName("filter_v1");
      filter(request.filter(), null, json);
    }
    json.writeEndObject();
  }

  void filter(PcapFilter filter, @Nullable Object unknown, JsonGenerator json) throws IOException {
    json.writeStartObject();
    text("source_address", filter.sourceAddress(), json);
    number("source_port", filter.sourcePort(), json);
    text("destination_address", filter.destinationAddress(), json);
    number("destination_port", filter.destinationPort(), json);
    number("protocol", filter.protocol(), json);
    if (unknown instanceof Map<?, ?> fields) {
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        json.writeFieldName(String.valueOf(field.getKey()));
        any(field.getValue(), json);
      }
    }
    json.writeEndObject();
  }

  void ownership(Ownership ownership, JsonGenerator json) throws IOException {
    json.writeStartObject();
    text("id", ownership.id(), json);
    destination(ownership.destination(), json);
    text("filename", ownership.filename(), json);
    if (ownership.status() != OwnershipStatus.UNRECOGNIZED) {
      text("status", apiName(ownership.status()), json);
    }
    text("submitted", ownership.submitted(), json);
    text("validated", ownership.validated(), json);
    additionalFields(ownership.additionalFields(), "", json);
    json.writeEndObject();
  }

  /** The body of the requests that add and validate a bucket. */
  void bucket(Destination bucket, @Nullable String challenge, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    destination(bucket, json);
    text("ownership_challenge", challenge, json);
    json.writeEndObject();
  }

  void destinationAlone(Destination destination, JsonGenerator json) throws IOException {
    json.writeString(destinations.apply(destination));
  }

  void apiError(ApiError error, JsonGenerator json) throws IOException {
    json.writeStartObject();
    noteFields(error.code(), error.message(), error.documentationUrl(), error.pointer(), json);
    if (!error.chain().isEmpty()) {
      json.writeArrayFieldStart("error_chain");
      for (ApiError cause : error.chain()) {
        apiError(cause, json);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  void apiMessage(ApiMessage message, JsonGenerator json) throws IOException {
    json.writeStartObject();
    noteFields(
        message.code(), message.message(), message.documentationUrl(), message.pointer(), json);
    json.writeEndObject();
  }

  private static void noteFields(
      int code,
      String message,
      @Nullable String documentationUrl,
      @Nullable String pointer,
      JsonGenerator json)
      throws IOException {
    number("code", code == 0 ? null : (Integer) code, json);
    text("message", message, json);
    text("documentation_url", documentationUrl, json);
    if (pointer != null) {
      json.writeObjectFieldStart("source");
      text("pointer", pointer, json);
      json.writeEndObject();
    }
  }

  void resultInfo(ResultInfo info, JsonGenerator json) throws IOException {
    json.writeStartObject();
    number("count", info.count(), json);
    number("page", info.page(), json);
    number("per_page", info.perPage(), json);
    number("total_count", info.totalCount(), json);
    json.writeEndObject();
  }

  static void name(Enum<?> constant, JsonGenerator json) throws IOException {
    json.writeString(apiName(constant));
  }

  /** The API's name for a constant: its own in lower case. */
  static String apiName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void destination(@Nullable Destination destination, JsonGenerator json)
      throws IOException {
    text("destination_conf", destination == null ? null : destinations.apply(destination), json);
  }

  private static void text(String name, @Nullable Object value, JsonGenerator json)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }

  private static void number(String name, @Nullable Number value, JsonGenerator json)
      throws IOException {
    if (value != null) {
      json.writeNumberField(name, value.longValue());
    }
  }

  private static void seconds(@Nullable Duration value, JsonGenerator json) throws IOException {
    number("time_limit", value == null ? null : (Long) value.toSeconds(), json);
  }

  private static void additionalFields(
      Map<String, Object> fields, String written, JsonGenerator json) throws IOException {
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      if (!field.getKey().equals(written)) {
        json.writeFieldName(field.getKey());
        any(field.getValue(), json);
      }
    }
  }

  private static void any(@Nullable Object value, JsonGenerator json) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        any(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        any(element, json);
      }
      json.writeEndArray();
    } else if (value instanceof Number number) {
      number(number, json);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }

  private static void number(Number value, JsonGenerator json) throws IOException {
    if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(value.longValue());
    } else if (value instanceof BigInteger whole) {
      json.writeNumber(whole);
    } else {
      json.writeNumber(value instanceof BigDecimal d ? d : new BigDecimal(value.toString()));
    }
  }
}

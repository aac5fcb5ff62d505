package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.BucketUri;
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
import io.github.cloudflarepcaps.model.PcapType;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.model.UnknownPcap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the API's JSON into the models. */
final class ModelReader {
  private static final OwnershipStatus[] STATUSES = OwnershipStatus.values();

  private ModelReader() {}

  /** How one model is read from where a reader stands. */
  interface Shape<T extends @Nullable Object> {
    T read(JsonReader json) throws IOException;
  }

  static Pcap pcap(JsonReader json) throws IOException {
    return PcapFields.read(json).toPcap(PcapType.UNRECOGNIZED);
  }

  static SimplePcap simplePcap(JsonReader json) throws IOException {
    if (PcapFields.read(json).toPcap(PcapType.SIMPLE) instanceof SimplePcap simple) {
      return simple;
    }
    throw new ShapeException(json.path() + " is not a simple capture, but one was asked for");
  }

  static FullPcap fullPcap(JsonReader json) throws IOException {
    if (PcapFields.read(json).toPcap(PcapType.FULL) instanceof FullPcap full) {
      return full;
    }
    throw new ShapeException(json.path() + " is not a full capture, but one was asked for");
  }

  static UnknownPcap unknownPcap(JsonReader json) throws IOException {
    if (pcap(json) instanceof UnknownPcap unknown) {
      return unknown;
    }
    throw new ShapeException(json.path() + " is a capture of a known type");
  }

  static Destination destinationAlone(JsonReader json) throws IOException {
    try {
      return Destination.parse(String.valueOf(json.secretText(null)));
    } catch (IllegalArgumentException e) {
      throw new ShapeException(json.path() + ": " + e.getMessage());
    }
  }

  /** A constant by the API's name for it. */
  static <E extends Enum<E>> E name(E[] values, JsonReader json) throws IOException {
    E named = json.name(values, null);
    if (named == null) {
      throw json.misfit("one of " + Arrays.stream(values).map(ModelWriter::apiName).toList());
    }
    return named;
  }

  static <T> List<T> list(JsonReader json, Shape<T> element) throws IOException {
    json.beginArray();
    List<T> list = new ArrayList<>();
    while (json.nextElement()) {
      list.add(element.read(json));
    }
    return List.copyOf(list);
  }

  static PcapFilter filter(JsonReader json, AdditionalFields unknown) throws IOException {
    String sourceAddress = null;
    Integer sourcePort = null;
    String destinationAddress = null;
    Integer destinationPort = null;
    Integer protocol = null;
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "source_address" -> sourceAddress = json.text(sourceAddress);
        case "source_port" -> sourcePort = json.wholeInt(sourcePort, 0, 65_535);
        case "destination_address" -> destinationAddress = json.text(destinationAddress);
        case "destination_port" -> destinationPort = json.wholeInt(destinationPort, 0, 65_535);
        case "protocol" -> protocol = json.wholeInt(protocol, 0, 255);
        default -> unknown.keep(name, json);
      }
    }
    try {
      return new PcapFilter(
          unlessBlank(sourceAddress),
          sourcePort,
          unlessBlank(destinationAddress),
          destinationPort,
          protocol);
    } catch (IllegalArgumentException e) {
      throw new ShapeException(json.path() + ": " + e.getMessage());
    }
  }

  /** The API may say "any" by an empty address. */
  private static @Nullable String unlessBlank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  static Ownership ownership(JsonReader json) throws IOException {
    AdditionalFields additional = new AdditionalFields();
    String id = null;
    Destination destination = null;
    String filename = null;
    OwnershipStatus status = null;
    Instant submitted = null;
    Instant validated = null;
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "id" -> id = json.text(id);
        case "destination_conf" -> destination = destination(name, destination, json, additional);
        case "filename" -> filename = json.text(filename);
        case "status" -> status = ownershipStatus(status, json, additional);
        case "submitted" -> submitted = instant(name, submitted, json, additional);
        case "validated" -> validated = instant(name, validated, json, additional);
        default -> additional.keep(name, json);
      }
    }
    if (id == null) {
      throw new ShapeException(json.path() + ".id is missing");
    }
    return new Ownership(
        id,
        destination,
        filename,
        status == null ? OwnershipStatus.UNRECOGNIZED : status,
        submitted,
        validated,
        additional.toMap());
  }

  private static @Nullable OwnershipStatus ownershipStatus(
      @Nullable OwnershipStatus before, JsonReader json, AdditionalFields additional)
      throws IOException {
    if (json.atNull()) {
      return before;
    }
    OwnershipStatus named = json.name(STATUSES, before);
    if (named == null || named == OwnershipStatus.UNRECOGNIZED) {
      additional.keep("status", json);
      return OwnershipStatus.UNRECOGNIZED;
    }
    return named;
  }

  /** An error; plain text is one without a code, as is a message. */
  static ApiError apiError(JsonReader json) throws IOException {
    NoteFields note = NoteFields.read(json);
    return new ApiError(note.code, note.message, note.documentationUrl, note.pointer, note.chain);
  }

  static ApiMessage apiMessage(JsonReader json) throws IOException {
    NoteFields note = NoteFields.read(json);
    return new ApiMessage(note.code, note.message, note.documentationUrl, note.pointer);
  }

  static ResultInfo resultInfo(JsonReader json) throws IOException {
    Long count = null;
    Long page = null;
    Long perPage = null;
    Long totalCount = null;
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "count" -> count = json.wholeLong(count);
        case "page" -> page = json.wholeLong(page);
        case "per_page" -> perPage = json.wholeLong(perPage);
        case "total_count" -> totalCount = json.wholeLong(totalCount);
        default -> json.skip();
      }
    }
    return new ResultInfo(count, page, perPage, totalCount);
  }

  static PcapRequest request(JsonReader json) throws IOException {
    return RequestFields.read(json).toRequest(json);
  }

  static SimplePcapRequest simpleRequest(JsonReader json) throws IOException {
    if (request(json) instanceof SimplePcapRequest simple) {
      return simple;
    }
    throw new ShapeException(json.path() + " is not a request for a simple capture");
  }

  static FullPcapRequest fullRequest(JsonReader json) throws IOException {
    if (request(json) instanceof FullPcapRequest full) {
      return full;
    }
    throw new ShapeException(json.path() + " is not a request for a full capture");
  }

  /** A filter that stands alone: an unknown field would be lost, and with it what was meant. */
  static PcapFilter filterAlone(JsonReader json) throws IOException {
    AdditionalFields unknown = new AdditionalFields();
    PcapFilter filter = filter(json, unknown);
    if (!unknown.toMap().isEmpty()) {
      throw new ShapeException(json.path() + " has unknown fields: " + unknown.toMap().keySet());
    }
    return filter;
  }

  static @Nullable Duration seconds(@Nullable Duration before, JsonReader json) throws IOException {
    Long seconds = json.wholeNumber(before, Long.MIN_VALUE, Long.MAX_VALUE);
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  /** A timestamp; one that cannot be read is null, and kept as it is unless it is empty. */
  static @Nullable Instant instant(
      String name, @Nullable Instant before, JsonReader json, AdditionalFields additional)
      throws IOException {
    Instant instant = json.instant(before);
    if (instant == null && !json.atNull() && !json.atEmptyString()) {
      additional.keep(name, json);
    }
    return instant;
  }

  /** A bucket; one that cannot be read is null, and its text is kept without secrets. */
  static @Nullable Destination destination(
      String name, @Nullable Destination before, JsonReader json, AdditionalFields additional)
      throws IOException {
    String text = json.secretText(before);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      Destination destination = Destination.parse(text);
      if (json.isClean(text) || json.isClean(destination.toString())) {
        return destination;
      }
    } catch (IllegalArgumentException e) {
      // kept as text below, as is one with credentials where none belong
    }
    additional.put(name, BucketUri.mask(String.valueOf(json.text(null))), json);
    return null;
  }
}

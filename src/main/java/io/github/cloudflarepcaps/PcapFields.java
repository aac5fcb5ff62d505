package io.github.cloudflarepcaps;

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
import org.jspecify.annotations.Nullable;

/**
 * The fields of one capture while they are read: which variant it is may only be known at their
 * end.
 */
final class PcapFields {
  private static final PcapStatus[] STATUSES = PcapStatus.values();
  private static final PcapType[] TYPES = PcapType.values();

  private final AdditionalFields additional = new AdditionalFields();
  private @Nullable String id;
  private @Nullable PcapFilter filter;
  private @Nullable PcapStatus status;
  private @Nullable PcapType type;
  private @Nullable Instant submitted;
  private @Nullable String system;
  private @Nullable Duration timeLimit;
  private @Nullable Instant offsetTime;
  private @Nullable Integer packetLimit;
  private @Nullable Long packetsRemaining;
  private @Nullable Long byteLimit;
  private @Nullable String coloName;
  private @Nullable String colo;
  private @Nullable Destination destination;
  private @Nullable String errorMessage;
  private @Nullable Long packetsCaptured;
  private @Nullable Instant stopRequested;

  /** Reads the object that the reader stands at. */
  static PcapFields read(JsonReader json) throws IOException {
    PcapFields fields = new PcapFields();
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      fields.readField(name, json);
    }
    return fields;
  }

  private void readField(String name, JsonReader json) throws IOException {
    switch (name) {
      case "id" -> id = json.text(id);
      case "filter_v1" -> readFilter(json);
      case "status" -> readStatus(json);
      case "type" -> readType(json);
      case "submitted" -> submitted = ModelReader.instant(name, submitted, json, additional);
      case "system" -> system = json.usually(ModelWriter.SYSTEM, system);
      case "time_limit" -> timeLimit = ModelReader.seconds(timeLimit, json);
      case "offset_time" -> offsetTime = ModelReader.instant(name, offsetTime, json, additional);
      case "packet_limit" ->
          packetLimit = json.wholeInt(packetLimit, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "packets_remaining" -> packetsRemaining = json.wholeLong(packetsRemaining);
      case "byte_limit" -> byteLimit = json.wholeLong(byteLimit);
      case "colo_name" -> coloName = json.text(coloName);
      case "colo" -> colo = json.text(colo);
      case "destination_conf" ->
          destination = ModelReader.destination(name, destination, json, additional);
      case "error_message" -> errorMessage = json.text(errorMessage);
      case "packets_captured" -> packetsCaptured = json.wholeLong(packetsCaptured);
      case "stop_requested" ->
          stopRequested = ModelReader.instant(name, stopRequested, json, additional);
      default -> additional.keep(name, json);
    }
  }

  private void readFilter(JsonReader json) throws IOException {
    json.once(filter);
    if (!json.atNull()) {
      AdditionalFields unknown = new AdditionalFields();
      filter = ModelReader.filter(json, unknown);
      additional.put("filter_v1", unknown.toMap().isEmpty() ? null : unknown.toMap(), json);
    }
  }

  private void readStatus(JsonReader json) throws IOException {
    if (json.atNull()) {
      return;
    }
    PcapStatus named = json.name(STATUSES, status);
    status = named == null ? PcapStatus.UNRECOGNIZED : named;
    if (status == PcapStatus.UNRECOGNIZED) {
      additional.keep("status", json);
    }
  }

  private void readType(JsonReader json) throws IOException {
    if (json.atNull()) {
      return;
    }
    PcapType named = json.name(TYPES, type);
    type = named == null ? PcapType.UNRECOGNIZED : named;
    if (type == PcapType.UNRECOGNIZED) {
      additional.keep("type", json);
    }
  }

  /**
   * The capture as the variant that its type says; without a known one, as the only variant that
   * has its fields; else as the one that was asked for.
   */
  Pcap toPcap(PcapType askedFor) {
    if (type == PcapType.SIMPLE || type == PcapType.FULL) {
      return toVariant(type);
    }
    boolean full = hasFullFields();
    if (full != hasSimpleFields()) {
      return toVariant(full ? PcapType.FULL : PcapType.SIMPLE);
    }
    return toVariant(full || type != null ? PcapType.UNRECOGNIZED : askedFor);
  }

  private boolean hasSimpleFields() {
    return offsetTime != null || packetsRemaining != null;
  }

  private boolean hasFullFields() {
    return byteLimit != null
        || coloName != null
        || colo != null
        || destination != null
        || errorMessage != null
        || packetsCaptured != null
        || stopRequested != null;
  }

  private Pcap toVariant(PcapType variant) {
    return switch (variant) {
      case SIMPLE -> toSimple();
      case FULL -> toFull();
      case UNRECOGNIZED -> toUnknown();
    };
  }

  private SimplePcap toSimple() {
    keepFullFields();
    return new SimplePcap(
        id,
        filter,
        status(),
        submitted,
        system,
        timeLimit,
        offsetTime,
        packetLimit,
        packetsRemaining,
        additional.toMap());
  }

  private FullPcap toFull() {
    keepSimpleFields();
    additional.keepRead("colo", coloName == null || coloName.equals(colo) ? null : colo);
    return new FullPcap(
        id,
        filter,
        status(),
        submitted,
        system,
        timeLimit,
        byteLimit,
        packetLimit,
        coloName == null ? colo : coloName,
        destination,
        errorMessage,
        packetsCaptured,
        stopRequested,
        additional.toMap());
  }

  private UnknownPcap toUnknown() {
    keepSimpleFields();
    keepFullFields();
    additional.keepRead("packet_limit", packetLimit);
    return new UnknownPcap(id, filter, status(), submitted, system, timeLimit, additional.toMap());
  }

  private void keepSimpleFields() {
    additional.keepRead("offset_time", offsetTime == null ? null : offsetTime.toString());
    additional.keepRead("packets_remaining", packetsRemaining);
  }

  private void keepFullFields() {
    additional.keepRead("byte_limit", byteLimit);
    additional.keepRead("colo_name", coloName);
    additional.keepRead("colo", colo);
    additional.keepRead("destination_conf", destination == null ? null : destination.toString());
    additional.keepRead("error_message", errorMessage);
    additional.keepRead("packets_captured", packetsCaptured);
    additional.keepRead("stop_requested", stopRequested == null ? null : stopRequested.toString());
  }

  private PcapStatus status() {
    return status == null ? PcapStatus.UNKNOWN : status;
  }
}

package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.PcapType;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.model.UnknownPcap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One of each model, with all optional values and with none of them. */
final class Models {
  static final Instant TIME = Instant.parse("2022-06-02T18:38:22.269047Z");
  static final PcapFilter FILTER = new PcapFilter("1.2.3.4", 123, "2001:db8::1", 65_535, 255);
  static final Map<String, Object> UNKNOWN =
      Map.of(
          "text",
          "snow ☃ and \"quotes\"",
          "whole",
          7,
          "long",
          Long.MAX_VALUE,
          "huge",
          new BigInteger("123456789012345678901234567890"),
          "decimal",
          new BigDecimal("0.123456789012345678901234567890123456789"),
          "tiny",
          new BigDecimal("1E-400"),
          "flag",
          false,
          "nested",
          Map.of("list", List.of(1, "two", List.of(), Map.of("three", true))));

  private Models() {}

  static Stream<Object> all() {
    return Stream.of(pcaps(), requests(), others()).flatMap(s -> s);
  }

  static Stream<Object> pcaps() {
    return Stream.of(
        simple(Map.of()),
        simple(UNKNOWN),
        simple(Map.of("filter_v1", Map.of("vlan", 7))),
        new SimplePcap("a", null, PcapStatus.UNKNOWN, null, null, null, null, null, null, Map.of()),
        new SimplePcap(
            "a", null, PcapStatus.UNRECOGNIZED, null, null, null, null, null, null, Map.of()),
        full(Map.of()),
        full(UNKNOWN),
        full(Map.of("status", "archived", "stop_requested", "later", "type", "mirrored")),
        new FullPcap(
            "a",
            null,
            PcapStatus.UNKNOWN,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Map.of()),
        new UnknownPcap("a", FILTER, PcapStatus.RUNNING, TIME, "other", Duration.ZERO, UNKNOWN),
        new UnknownPcap("a", null, PcapStatus.UNKNOWN, null, null, null, Map.of()),
        new UnknownPcap(
            "a", null, PcapStatus.COMPLETE, null, null, null, Map.of("type", "mirrored")));
  }

  static SimplePcap simple(Map<String, Object> additional) {
    boolean raw = additional.containsKey("status");
    return new SimplePcap(
        Given.ID,
        FILTER,
        raw ? PcapStatus.UNRECOGNIZED : PcapStatus.CONVERSION_PENDING,
        TIME,
        "magic-transit",
        Duration.ofSeconds(300),
        Instant.EPOCH,
        10_000,
        Long.MAX_VALUE,
        additional);
  }

  static FullPcap full(Map<String, Object> additional) {
    boolean raw = additional.containsKey("status");
    return new FullPcap(
        Given.ID,
        FILTER,
        raw ? PcapStatus.UNRECOGNIZED : PcapStatus.FAILED,
        TIME,
        "magic-transit",
        Duration.ofDays(1),
        1_000_000_000L,
        10_000,
        "ord02",
        Destination.s3("captures/edge one", "us-east-1"),
        "no packets",
        0L,
        additional.containsKey("stop_requested") ? null : TIME.plusNanos(1),
        additional);
  }

  private static Stream<Object> requests() {
    return Stream.of(
        Given.SIMPLE,
        new SimplePcapRequest(1, Duration.ofSeconds(1), FILTER, TIME),
        Given.FULL,
        new FullPcapRequest("ORD", Given.BUCKET, Duration.ofDays(1), FILTER, 1, Long.MAX_VALUE));
  }

  private static Stream<Object> others() {
    return Stream.of(
        FILTER,
        PcapFilter.all(),
        Given.BUCKET,
        Destination.r2("captures", "a1", "k1", "s1").withoutSecrets(),
        bucket(OwnershipStatus.SUCCESS, UNKNOWN),
        bucket(OwnershipStatus.UNRECOGNIZED, Map.of("status", "expired")),
        new Ownership("a", null, "f", OwnershipStatus.UNRECOGNIZED, null, null, Map.of()),
        new ApiError(0, "", null, null, List.of()),
        new ApiError(
            1000,
            "m",
            "https://example.com",
            "/p",
            List.of(error(1), new ApiError(2, "n", null, "/q", List.of(error(3))))),
        new ApiMessage(0, "plain", null, null),
        new ApiMessage(1000, "m", "https://example.com", "/p"),
        new ResultInfo(null, null, null, null),
        new ResultInfo(1L, 2L, 3L, Long.MAX_VALUE),
        PcapStatus.CONVERSION_RUNNING,
        PcapStatus.UNRECOGNIZED,
        PcapType.UNRECOGNIZED,
        OwnershipStatus.FAILED);
  }

  private static Ownership bucket(OwnershipStatus status, Map<String, Object> additional) {
    return new Ownership("a", Given.BUCKET, "f.txt", status, TIME, Instant.EPOCH, additional);
  }

  private static ApiError error(int code) {
    return new ApiError(code, "because", null, null, List.of());
  }
}

package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.testing.Rejection.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's JSON by the rules of Cloudflare's reference. Every field that violates one is a
 * problem with a pointer to it; one rejection reports all of them.
 */
final class RequestBody {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern COLO = Pattern.compile("[A-Za-z]{3}[0-9]{0,4}");
  private static final Pattern S3 =
      Pattern.compile("s3://[^/?#]+[^?#]*\\?([^#]*&)?region=[^&#]+.*");
  private static final Pattern GCS = Pattern.compile("gs://[^/?#]+[^?#]*");
  private static final Pattern R2 = Pattern.compile("r2://[^/?#]+[^?#]*\\?[^#]+");
  private static final List<String> R2_KEYS = List.of("access-key-id", "secret-access-key");
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final ObjectNode body;
  private final Instant now;
  private final List<Problem> problems = new ArrayList<>();

  private RequestBody(ObjectNode body, Instant now) {
    this.body = body;
    this.now = now;
  }

  static CaptureRequest capture(byte[] body, Instant now) {
    return new RequestBody(Envelopes.read(body), now).capture();
  }

  /** The bucket to add, with its keys. */
  static Destination bucket(byte[] body, Instant now) {
    RequestBody read = new RequestBody(Envelopes.read(body), now);
    Destination bucket = read.destination(true);
    return read.checked(bucket);
  }

  /** A bucket, and the challenge that was read from it. */
  record Validation(Destination bucket, String challenge) {}

  static Validation validation(byte[] body, Instant now) {
    RequestBody read = new RequestBody(Envelopes.read(body), now);
    Destination bucket = read.destination(false);
    String challenge = read.text(read.body, "", "ownership_challenge", true);
    read.checked(bucket);
    return new Validation(read.checked(bucket), read.checked(challenge));
  }

  private CaptureRequest capture() {
    String type = checked(oneOf("type", List.of("simple", "full")));
    oneOf("system", List.of("magic-transit"));
    ObjectNode filter = filter();
    Match match = match(filter);
    return type.equals("full") ? full(filter, match) : simple(filter, match);
  }

  private CaptureRequest simple(ObjectNode filter, Match match) {
    Long packetLimit = integer(body, "", "packet_limit", 1, 10_000, true);
    Long timeLimit = integer(body, "", "time_limit", 1, 300, true);
    Instant offset = offsetTime();
    return new CaptureRequest(
        filter,
        match,
        checked(timeLimit).intValue(),
        checked(packetLimit).intValue(),
        offset,
        null);
  }

  private CaptureRequest full(ObjectNode filter, Match match) {
    Long packetLimit = integer(body, "", "packet_limit", 1, Integer.MAX_VALUE, false);
    Long byteLimit = integer(body, "", "byte_limit", 1, 1_000_000_000, false);
    Long timeLimit = integer(body, "", "time_limit", 1, 86_400, true);
    String colo = text(body, "", "colo_name", true);
    if (colo != null && !COLO.matcher(colo).matches()) {
      problem("/colo_name", "must be the name of a data center, such as ORD or ord02");
    }
    Destination bucket = destination(true);
    return new CaptureRequest(
        filter,
        match,
        checked(timeLimit).intValue(),
        packetLimit == null ? null : packetLimit.intValue(),
        null,
        new CaptureRequest.Full(checked(colo), checked(bucket), byteLimit));
  }

  private ObjectNode filter() {
    JsonNode filter = body.get("filter_v1");
    if (filter == null) {
      return Envelopes.object();
    }
    if (filter instanceof ObjectNode object) {
      return object;
    }
    problem("/filter_v1", "must be an object");
    return Envelopes.object();
  }

  private Match match(ObjectNode filter) {
    String in = "/filter_v1";
    Match match =
        new Match(
            address(filter, in, "source_address"),
            port(filter, in, "source_port"),
            address(filter, in, "destination_address"),
            port(filter, in, "destination_port"),
            intOrNull(integer(filter, in, "protocol", 0, 255, false)));
    for (String number : List.of("source_port", "destination_port", "protocol")) {
      if (filter.path(number).isNumber()) {
        filter.put(number, filter.get(number).longValue()); // 80.0 is the same port as 80
      }
    }
    return match;
  }

  private @Nullable InetAddress address(ObjectNode filter, String in, String name) {
    String text = text(filter, in, name, false);
    if (text == null) {
      return null;
    }
    boolean literal = IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
    try {
      // A literal is never resolved by DNS.
      return literal ? InetAddress.getByName(text) : notAnAddress(in, name);
    } catch (UnknownHostException e) {
      return notAnAddress(in, name);
    }
  }

  private @Nullable InetAddress notAnAddress(String in, String name) {
    problem(in + "/" + name, "must be an IP address");
    return null;
  }

  private @Nullable Integer port(ObjectNode filter, String in, String name) {
    return intOrNull(integer(filter, in, name, 0, 65_535, false));
  }

  private static @Nullable Integer intOrNull(@Nullable Long value) {
    return value == null ? null : value.intValue();
  }

  private @Nullable Instant offsetTime() {
    String text = text(body, "", "offset_time", false);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      Instant offset = OffsetDateTime.parse(text).toInstant();
      if (offset.isBefore(now.minus(DAY)) || offset.isAfter(now.plus(SKEW))) {
        problem("/offset_time", "must be within the last 24 hours");
      }
      return offset;
    } catch (DateTimeParseException e) {
      problem("/offset_time", "must be an RFC 3339 timestamp");
      return null;
    }
  }

  private @Nullable Destination destination(boolean withKeys) {
    String text = text(body, "", "destination_conf", true);
    if (text == null) {
      return null;
    }
    String violation = violation(text, withKeys);
    if (violation != null) {
      problem("/destination_conf", violation);
      return null;
    }
    try {
      return Destination.parse(text);
    } catch (IllegalArgumentException e) {
      problem("/destination_conf", "must be the URI of a bucket");
      return null;
    }
  }

  private static @Nullable String violation(String uri, boolean withKeys) {
    if (uri.startsWith("s3://")) {
      return S3.matcher(uri).matches()
          ? null
          : "must have the form s3://bucket/dir?region=us-east-1";
    }
    if (uri.startsWith("gs://")) {
      return GCS.matcher(uri).matches() ? null : "must have the form gs://bucket/dir";
    }
    if (uri.startsWith("r2://")) {
      List<String> names = withKeys ? R2_KEYS : List.of();
      boolean complete = has(uri, "account-id") && names.stream().allMatch(name -> has(uri, name));
      return R2.matcher(uri).matches() && complete
          ? null
          : "must have the form r2://bucket?account-id=…"
              + (withKeys ? "&access-key-id=…&secret-access-key=…" : "");
    }
    return "must begin with s3://, gs:// or r2://";
  }

  private static boolean has(String uri, String parameter) {
    return Pattern.compile("[?&]" + parameter + "=[^&]").matcher(uri).find();
  }

  private @Nullable String oneOf(String name, List<String> values) {
    String value = text(body, "", name, true);
    if (value != null && !values.contains(value)) {
      problem("/" + name, "must be one of " + String.join(", ", values));
      return null;
    }
    return value;
  }

  private @Nullable String text(ObjectNode object, String in, String name, boolean required) {
    JsonNode value = object.get(name);
    if (value == null) {
      missing(in, name, required);
      return null;
    }
    if (!value.isTextual() || (required && value.textValue().isBlank())) {
      problem(in + "/" + name, required ? "must be a non-empty string" : "must be a string");
      return null;
    }
    return value.textValue();
  }

  private @Nullable Long integer(
      ObjectNode object, String in, String name, long min, long max, boolean required) {
    JsonNode value = object.get(name);
    if (value == null) {
      missing(in, name, required);
      return null;
    }
    double number = value.doubleValue();
    if (!value.isNumber() || number != Math.rint(number)) {
      problem(in + "/" + name, "must be an integer");
      return null;
    }
    if (number < min || number > max) {
      problem(in + "/" + name, "must be from " + min + " to " + max);
      return null;
    }
    return (long) number;
  }

  private void missing(String in, String name, boolean required) {
    if (required) {
      problem(in + "/" + name, "is required");
    }
  }

  private void problem(String pointer, String rule) {
    problems.add(Problem.field(pointer, pointer.substring(1).replace('/', '.') + " " + rule));
  }

  /** Returns the value, or rejects the request if there is a problem with any field. */
  private <T> T checked(@Nullable T value) {
    if (value == null || !problems.isEmpty()) {
      throw Rejection.fields(problems);
    }
    return value;
  }
}

package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cloudflarepcaps.internal.json.Envelope;
import io.github.cloudflarepcaps.internal.json.OwnershipJson;
import io.github.cloudflarepcaps.internal.json.PcapJson;
import io.github.cloudflarepcaps.internal.json.Problem;
import io.github.cloudflarepcaps.internal.json.ShapeException;
import io.github.cloudflarepcaps.internal.json.ValueReader;
import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapRequest;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.model.UnknownPcap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/**
 * Reading any bytes ends with a result or with an exception. A credential that they echo stays in
 * the result, which is never edited, but is redacted in the exception's message.
 */
@Tag("fuzz")
class JsonFuzzTest {
  private static final List<byte[]> FIXTURES =
      Stream.of(
              "bucket-added",
              "bucket-list",
              "bucket-validated",
              "done",
              "edge-problem",
              "full-created",
              "full-failed",
              "malformed-credentials",
              "mixed-list",
              "no-route",
              "simple-created",
              "simple-done",
              "simple-list")
          .map(name -> Fixture.json(name).getBytes(StandardCharsets.UTF_8))
          .toList();

  private static final List<ValueReader<?>> READERS =
      List.of(
          PcapJson::read,
          PcapJson::readSimple,
          PcapJson::readFull,
          OwnershipJson::read,
          json -> json.list(PcapJson::read),
          json -> json.list(OwnershipJson::read));

  private static final List<Class<?>> MODELS =
      List.of(
          Pcap.class,
          SimplePcap.class,
          FullPcap.class,
          UnknownPcap.class,
          PcapRequest.class,
          SimplePcapRequest.class,
          FullPcapRequest.class,
          PcapFilter.class,
          Destination.class,
          Ownership.class,
          ApiError.class,
          ApiMessage.class,
          ResultInfo.class);

  private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new PcapsModule());

  private static final Redactor REDACTOR = new Redactor(List.of(Given.TOKEN));

  @Property(tries = 30_000, shrinking = ShrinkingMode.OFF)
  void mutatedResponseIsReadOrRejected(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] body = mutate(random);
    assertReadingEnds(body, random);
  }

  @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
  void anyJsonIsReadOrRejected(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String result = RandomJson.object(random);
    String body = random.nextInt(4) == 0 ? result : Fixture.result(result);
    assertReadingEnds(body.getBytes(StandardCharsets.UTF_8), random);
  }

  @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
  void mapperReadsOrRejectsAnyJson(@ForAll long seed) {
    Random random = new Random(seed);
    String json = RandomJson.value(random, 0);
    Class<?> model = MODELS.get(random.nextInt(MODELS.size()));
    try {
      Object read = MAPPER.readValue(json, model);
      assertThat(MAPPER.writeValueAsString(read)).isNotEmpty();
      assertThat(String.valueOf(read)).isNotNull();
    } catch (JsonProcessingException rejected) {
      assertThat(rejected.getMessage()).isNotEmpty();
    }
  }

  @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
  void anyBytesAreReadOrRejected(@ForAll byte[] body, @ForAll long seed) throws IOException {
    assertReadingEnds(body, new Random(seed));
  }

  private static void assertReadingEnds(byte[] body, Random random) throws IOException {
    assertThat(Problem.read(body).errors()).doesNotContainNull();
    try {
      Envelope<?> read = Envelope.read(body, READERS.get(random.nextInt(READERS.size())));
      assertThat(read.messages()).doesNotContainNull();
      assertThat(String.valueOf(read.result())).isNotEmpty();
    } catch (ShapeException rejected) {
      assertThat(rejected.message(REDACTOR::clean))
          .doesNotContain(Given.TOKEN)
          .hasSizeLessThan(1000);
    } catch (IOException rejected) { // not JSON, or in none of its encodings
      assertThat(rejected).isNotNull();
    }
  }

  /** Changes up to four bytes, sometimes inserts a piece of another fixture, or truncates. */
  private static byte[] mutate(Random random) {
    byte[] bytes = any(random).clone();
    for (int changes = random.nextInt(5); changes > 0; changes--) {
      byte[] breaking = "\"\\{}[],:0-.eE+nt \0\u007f".getBytes(StandardCharsets.UTF_8);
      boolean anyByte = random.nextBoolean();
      bytes[random.nextInt(bytes.length)] =
          anyByte ? (byte) random.nextInt() : breaking[random.nextInt(breaking.length)];
    }
    if (random.nextInt(3) == 0) {
      bytes = splice(bytes, any(random), random);
    }
    return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  private static byte[] any(Random random) {
    return FIXTURES.get(random.nextInt(FIXTURES.size()));
  }

  private static byte[] splice(byte[] into, byte[] from, Random random) {
    int at = random.nextInt(into.length);
    int begin = random.nextInt(from.length);
    int length = random.nextInt(from.length - begin);
    byte[] bytes = Arrays.copyOf(into, into.length + length);
    System.arraycopy(from, begin, bytes, at, length);
    System.arraycopy(into, at, bytes, at + length, into.length - at);
    return bytes;
  }
}

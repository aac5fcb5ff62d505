package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapRequest;
import io.github.cloudflarepcaps.model.PcapStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;

/** A user's own Jackson 3 mapper reads and writes every model as a Jackson 2 mapper does. */
class PcapsJackson3ModuleTest {
  private static final PolymorphicTypeValidator ANY =
      BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build();

  private final JsonMapper mapper =
      JsonMapper.builder().addModule(new PcapsJackson3Module()).build();
  private final ObjectMapper jackson2 = new ObjectMapper().registerModule(new PcapsModule());

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void modelIsReadAsItWasWritten(Object model) {
    String json = mapper.writeValueAsString(model);

    assertThat((Object) mapper.readValue(json, model.getClass())).isEqualTo(model);
  }

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void jsonEqualsThatOfJackson2(Object model) throws IOException {
    assertThat(mapper.writeValueAsString(model)).isEqualTo(jackson2.writeValueAsString(model));
  }

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#pcaps")
  void captureIsReadAsPcap(Pcap pcap) {
    assertThat(mapper.readValue(mapper.writeValueAsString(pcap), Pcap.class)).isEqualTo(pcap);
  }

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void modelIsReadFromATree(Object model) {
    JsonNode tree = mapper.valueToTree(model);

    assertThat((Object) mapper.treeToValue(tree, model.getClass())).isEqualTo(model);
  }

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void modelIsConverted(Object model) {
    assertThat((Object) mapper.convertValue(model, model.getClass())).isEqualTo(model);
  }

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void settingsForNumbersDoNotMatter(Object model) {
    JsonMapper exact =
        mapper
            .rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    JsonNode tree = exact.readTree(exact.writeValueAsString(model));

    assertThat((Object) exact.treeToValue(tree, model.getClass())).isEqualTo(model);
  }

  /** Values whose types only a type id identifies. */
  record Holder(Object one, List<Object> list, Object[] array) {}

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void modelKeepsItsTypeUnderDefaultTyping(Object model) {
    for (DefaultTyping typing : DefaultTyping.values()) {
      for (JsonTypeInfo.As as :
          List.of(
              JsonTypeInfo.As.PROPERTY,
              JsonTypeInfo.As.WRAPPER_ARRAY,
              JsonTypeInfo.As.WRAPPER_OBJECT)) {
        JsonMapper typed = mapper.rebuild().activateDefaultTyping(ANY, typing, as).build();
        String json =
            typed.writeValueAsString(new Holder(model, List.of(model), new Object[] {model}));
        Holder read = typed.readValue(json, Holder.class);

        assertThat(read.one()).as("%s %s %s", typing, as, json).isEqualTo(model);
        assertThat(read.list()).as(json).isEqualTo(List.of(model));
        assertThat(read.array()).as(json).containsExactly(model);
      }
    }
  }

  @Test
  void mapByStatusIsReadAsItWasWritten() {
    Map<PcapStatus, Pcap> byStatus = Map.of(PcapStatus.FAILED, Models.full(Map.of()));
    String json = mapper.writeValueAsString(byStatus);

    assertThat(json).startsWith("{\"failed\":{");
    assertThat(mapper.readValue(json, new TypeReference<Map<PcapStatus, Pcap>>() {}))
        .isEqualTo(byStatus);
  }

  @Test
  void nullIsNull() {
    assertThat(mapper.readValue("[null]", new TypeReference<List<Pcap>>() {})).containsOnlyNulls();
  }

  @Test
  void keysOfABucketAreMasked() {
    Destination bucket =
        Destination.r2("captures", "example-account", "example-key-id", "example-secret");

    assertThat(mapper.writeValueAsString(FullPcapRequest.of("ORD", bucket, Duration.ofSeconds(1))))
        .contains("access-key-id=***&secret-access-key=***")
        .doesNotContain("example-key-id", "example-secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pcap|{\"id\":\"a\",\"filter_v1\":{\"protocol\":6.5}}|"
            + "$.filter_v1.protocol is 6.5, but must be a whole number",
        "Pcap|{\"id\":null,\"id\":\"x\"}|$.id is given twice",
        "Pcap|{\"id\":\"a\",\"x\":{\"y\":[1,{\"z\":2,\"z\":3}]}}|$.x.y[1].z is given twice",
        "Pcap|[]|$ is a list, but must be an object",
        "PcapFilter|{\"port\":6}|$ has unknown fields: [port]",
        "PcapRequest|{\"type\":\"simple\",\"time_limit\":1}|$: packet_limit is missing",
        "PcapStatus|\"done\"|$ is \"done\", but must be one of",
        "PcapStatus|1|$ is 1, but must be a string",
        "Destination|\"ftp://b\"|$: destination is \"ftp://b\""
      })
  void invalidModelIsRejectedWithItsPath(String type, String json, String message)
      throws ClassNotFoundException {
    Class<?> model = Class.forName("io.github.cloudflarepcaps.model." + type);

    assertThatExceptionOfType(DatabindException.class)
        .isThrownBy(() -> mapper.readValue(json, model))
        .withMessageContaining(message);
  }

  @Test
  void nestedInvalidModelIsRejectedWithItsPath() {
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(
            () ->
                mapper.readValue(
                    "{\"list\":[{\"packets_remaining\":\"1\"}]}",
                    new TypeReference<Map<String, List<Pcap>>>() {}))
        .withMessageContaining("$.list[0].packets_remaining is \"1\", but must be a whole number");
  }

  @Test
  void additionalFieldsKeepEveryDigit() {
    String json = mapper.writeValueAsString(Models.simple(Models.UNKNOWN));

    assertThat(mapper.readValue(json, Pcap.class).additionalFields()).isEqualTo(Models.UNKNOWN);
  }

  @Test
  void requestIsReadAsPcapRequest() {
    PcapRequest request = Given.FULL;

    assertThat(mapper.readValue(mapper.writeValueAsString(request), PcapRequest.class))
        .isEqualTo(request);
  }
}

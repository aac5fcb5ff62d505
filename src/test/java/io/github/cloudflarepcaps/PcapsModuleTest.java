package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapRequest;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's own Jackson 2 mapper reads and writes every model in the API's JSON, keys masked. */
class PcapsModuleTest {
  private static final PolymorphicTypeValidator ANY =
      BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build();
  private static final FullPcapRequest SECRET =
      FullPcapRequest.of(
          "ORD", Destination.r2("captures", "a1", "k1", "s1"), Duration.ofSeconds(1));

  private final ObjectMapper mapper = new ObjectMapper().registerModule(new PcapsModule());

  /** A user's record that contains models. */
  record Report(
      String title,
      Pcap pcap,
      @Nullable SimplePcap simple,
      List<Pcap> list,
      Map<String, PcapRequest> requests,
      PcapStatus status,
      Instant made,
      Object anything) {}

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void modelIsReadAsItWasWritten(Object model) throws JsonProcessingException {
    String json = mapper.writeValueAsString(model);
    assertThat((Object) mapper.readValue(json, model.getClass())).isEqualTo(model);
  }

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#pcaps")
  void captureIsReadAsPcap(Pcap pcap) throws JsonProcessingException {
    Class<?> expected = pcap.getClass();
    assertThat(mapper.readValue(mapper.writeValueAsString(pcap), Pcap.class))
        .isInstanceOf(expected)
        .isEqualTo(pcap);
  }

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void modelIsReadFromATree(Object model) throws JsonProcessingException {
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
  void modelIsReadFromBytesAndFromIndentedText(Object model) throws IOException {
    byte[] bytes = mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(model);
    assertThat((Object) mapper.readValue(bytes, model.getClass())).isEqualTo(model);
  }

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void modelKeepsItsTypeUnderDefaultTyping(Object model) throws JsonProcessingException {
    for (DefaultTyping typing : DefaultTyping.values()) {
      for (JsonTypeInfo.As as :
          List.of(
              JsonTypeInfo.As.PROPERTY,
              JsonTypeInfo.As.WRAPPER_ARRAY,
              JsonTypeInfo.As.WRAPPER_OBJECT)) {
        ObjectMapper typed =
            new ObjectMapper()
                .registerModule(new PcapsModule())
                .activateDefaultTyping(ANY, typing, as);
        Holder holder = new Holder(model, List.of(model), new Object[] {model});
        String json = typed.writeValueAsString(holder);
        Holder read = typed.readValue(json, Holder.class);
        assertThat(read.one()).as("%s %s %s", typing, as, json).isEqualTo(model);
        assertThat(read.list()).as(json).isEqualTo(List.of(model));
        assertThat(read.array()).as(json).containsExactly(model);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void settingsForNumbersDoNotMatter(Object model) throws JsonProcessingException {
    ObjectMapper exact =
        new ObjectMapper()
            .registerModule(new PcapsModule())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);
    JsonNode tree = exact.readTree(exact.writeValueAsString(model));
    assertThat((Object) exact.treeToValue(tree, model.getClass())).isEqualTo(model);
  }

  /** Values whose types only a type id identifies. */
  record Holder(Object one, List<Object> list, Object[] array) {}

  @ParameterizedTest
  @EnumSource
  void userRecordIsReadAsItWasWritten(DefaultTyping typing) throws JsonProcessingException {
    Report report = report("text");
    ObjectMapper typed =
        new ObjectMapper().registerModule(new PcapsModule()).activateDefaultTyping(ANY, typing);
    String json = typed.writeValueAsString(report);
    assertThat(typed.readValue(json, Report.class)).as(json).isEqualTo(report);
  }

  @Test
  void nestedModelsAreRead() throws JsonProcessingException {
    Report report = report("text");
    String json = mapper.writeValueAsString(List.of(report, report));
    assertThat(mapper.readValue(json, new TypeReference<List<Report>>() {}))
        .containsExactly(report, report);
  }

  @Test
  void mapByStatusIsReadAsItWasWritten() throws JsonProcessingException {
    Map<PcapStatus, Pcap> byStatus = Map.of(PcapStatus.FAILED, Models.full(Map.of()));
    String json = mapper.writeValueAsString(byStatus);
    assertThat(json).startsWith("{\"failed\":{");
    assertThat(mapper.readValue(json, new TypeReference<Map<PcapStatus, Pcap>>() {}))
        .isEqualTo(byStatus);
  }

  @Test
  void jsonIsThatOfTheApi() throws JsonProcessingException {
    assertThat(mapper.valueToTree(Models.simple(Map.of("new", 1))).toString())
        .isEqualTo(
            mapper
                .readTree(
                    """
                    {"id":"6d1f0aac13cd40e3900d29f5dd0e8a2b",
                     "filter_v1":{"source_address":"1.2.3.4","source_port":123,
                       "destination_address":"2001:db8::1","destination_port":65535,
                       "protocol":255},
                     "status":"conversion_pending","submitted":"2022-06-02T18:38:22.269047Z",
                     "system":"magic-transit","time_limit":300,"type":"simple",
                     "offset_time":"1970-01-01T00:00:00Z","packet_limit":10000,
                     "packets_remaining":9223372036854775807,"new":1}\
                    """)
                .toString());
  }

  @Test
  void nullIsNull() throws JsonProcessingException {
    assertThat(mapper.readValue("null", Pcap.class)).isNull();
    assertThat(mapper.readValue("null", Destination.class)).isNull();
    assertThat(mapper.readValue("[null]", new TypeReference<List<Pcap>>() {})).containsOnlyNulls();
  }

  @Test
  void secretIsMasked() throws JsonProcessingException {
    assertThat(mapper.writeValueAsString(SECRET))
        .contains("r2://captures?account-id=a1&access-key-id=***&secret-access-key=***")
        .doesNotContain("k1", "s1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "io.github.cloudflarepcaps.model.SimplePcap|{\"id\":\"a\",\"type\":\"full\"}|$ is not a"
            + " simple capture",
        "io.github.cloudflarepcaps.model.UnknownPcap|{\"id\":\"a\",\"type\":\"full\"}|$ is a"
            + " capture of a known",
        "io.github.cloudflarepcaps.model.Pcap|{\"filter_v1\":{\"protocol\":6.5}}|"
            + "$.filter_v1.protocol is 6.5, but must be a whole number",
        "io.github.cloudflarepcaps.model.PcapFilter|{\"port\":6}|$ has unknown fields: [port]",
        "io.github.cloudflarepcaps.model.PcapRequest|{}|$: type must be simple or full",
        "io.github.cloudflarepcaps.model.PcapRequest|{\"type\":\"simple\",\"time_limit\":1}|"
            + "$: packet_limit is missing",
        "io.github.cloudflarepcaps.model.PcapStatus|\"done\"|$ is \"done\", but must be one of",
        "io.github.cloudflarepcaps.model.Destination|\"ftp://b\"|$: destination is \"ftp://b\""
      })
  void invalidModelIsRejectedWithItsPath(Class<?> type, String json, String message)
      throws JsonProcessingException {
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> mapper.readValue(json, type))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simple|\"colo_name\":\"ORD\"|$: colo_name is not for a capture of type SIMPLE",
        "simple|\"destination_conf\":\"gs://bucket\"|$: destination_conf is not for a capture",
        "simple|\"byte_limit\":1|$: byte_limit is not for a capture of type SIMPLE",
        "full|\"offset_time\":\"2022-06-02T18:38:22Z\"|$: offset_time is not for a capture",
        "simple|\"offset_time\":\"today\"|$.offset_time is \"today\", but must be an RFC 3339",
        "simple|\"offset_time\":7|$.offset_time is 7, but must be an RFC 3339 timestamp",
        "full|\"byte_limit\":0|$.byte_limit is 0, but must be from 1",
        "full|\"destination_conf\":\"x\"|$.destination_conf: destination is \"x\", but must begin",
        "full|\"system\":\"other\"|$: system must be magic-transit",
        "full|\"colour\":1|$.colour: unknown field in a capture request",
        "full|\"filter_v1\":{\"port\":1}|$.filter_v1 has unknown fields: [port]",
        "full|\"type\":\"full\"|$.type is given twice"
      })
  void requestWithAForeignFieldIsRejected(String type, String field, String message) {
    String json = "{\"type\":\"" + type + "\",\"packet_limit\":1,\"time_limit\":1," + field + "}";

    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> mapper.readValue(json, PcapRequest.class))
        .withMessageContaining(message);
  }

  @Test
  void requestMustBeAnObject() {
    for (String json : new String[] {"[]", "\"simple\"", "7"}) {
      assertThatExceptionOfType(JsonProcessingException.class)
          .isThrownBy(() -> mapper.readValue(json, PcapRequest.class))
          .withMessageContaining("but must be an object");
    }
  }

  @Test
  void offsetTimeOfARequestMayBeEmpty() throws JsonProcessingException {
    String json = "{\"type\":\"simple\",\"packet_limit\":1,\"time_limit\":1,\"offset_time\":\"\"}";

    assertThat(mapper.readValue(json, PcapRequest.class))
        .isEqualTo(SimplePcapRequest.of(1, Duration.ofSeconds(1)));
  }

  @Test
  void nestedInvalidModelIsRejectedWithItsPath() {
    assertThatExceptionOfType(JsonMappingException.class)
        .isThrownBy(
            () ->
                mapper.readValue(
                    "{\"list\":[{\"packets_remaining\":\"1\"}]}",
                    new TypeReference<Map<String, List<Pcap>>>() {}))
        .withMessageContaining("$.list[0].packets_remaining is \"1\", but must be a whole number");
  }

  private static Report report(Object anything) {
    return new Report(
        "edge",
        Models.full(Models.UNKNOWN),
        null,
        List.of(Models.simple(Map.of()), Models.full(Map.of())),
        Map.of("a", SimplePcapRequest.of(1, Duration.ofSeconds(1)), "b", Given.FULL),
        PcapStatus.RUNNING,
        Models.TIME,
        anything);
  }
}

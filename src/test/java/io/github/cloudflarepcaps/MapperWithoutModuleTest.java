package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mapper with only JavaTimeModule writes every model by its annotations. */
class MapperWithoutModuleTest {
  private static final FullPcapRequest SECRET =
      FullPcapRequest.of(
          "ORD", Destination.r2("captures", "a1", "k1", "s1"), Duration.ofSeconds(1));

  @ParameterizedTest
  @MethodSource("io.github.cloudflarepcaps.Models#all")
  void everyModelIsWritten(Object model) throws JsonProcessingException {
    ObjectMapper plain = new ObjectMapper().registerModule(new JavaTimeModule());
    assertThat(plain.writeValueAsString(model)).doesNotMatch(".*\"[a-z]+[A-Z][a-zA-Z]*\":.*");
  }

  @Test
  void namesAreThoseOfTheApi() throws JsonProcessingException {
    ObjectMapper plain =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    FullPcap pcap = Models.full(Map.of("new", 1));
    assertThat(plain.valueToTree(pcap).toString())
        .contains(
            "\"filter_v1\":{\"source_address\":\"1.2.3.4\"",
            "\"status\":\"failed\"",
            "\"type\":\"full\"",
            "\"submitted\":\"2022-06-02T18:38:22.269047Z\"",
            "\"colo_name\":\"ord02\"",
            "\"additional_fields\":{\"new\":1}");
  }

  @Test
  void secretsAreMasked() throws JsonProcessingException {
    ObjectMapper plain = new ObjectMapper().registerModule(new JavaTimeModule());
    assertThat(plain.writeValueAsString(SECRET))
        .contains("access-key-id=***&secret-access-key=***")
        .doesNotContain("k1", "s1");
  }
}

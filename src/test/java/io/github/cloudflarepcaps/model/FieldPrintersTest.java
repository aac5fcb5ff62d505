package io.github.cloudflarepcaps.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.time.Duration;
import java.util.List;
import org.apache.commons.lang3.builder.RecursiveToStringStyle;
import org.apache.commons.lang3.builder.ReflectionToStringBuilder;
import org.apache.commons.lang3.builder.ToStringBuilder;
import org.junit.jupiter.api.Test;

/** Printers that walk fields do not see the keys of a bucket. */
class FieldPrintersTest {
  private static final Destination BUCKET =
      Destination.r2("captures", "example-account", "example-key-id", "example-secret");

  @Test
  void gsonShowsNoKey() {
    assertThat(new Gson().toJson(List.of(BUCKET, new Holder(BUCKET))))
        .doesNotContain("example-key-id", "example-secret");
  }

  @Test
  void reflectionToStringShowsNoKey() {
    assertThat(ToStringBuilder.reflectionToString(BUCKET))
        .doesNotContain("example-key-id", "example-secret");
  }

  @Test
  void recursivePrinterShowsNoKeyInARequest() {
    FullPcapRequest request = FullPcapRequest.of("ORD", BUCKET, Duration.ofSeconds(1));
    assertThat(
            new ReflectionToStringBuilder(
                    new Holder(request.destination()), new RecursiveToStringStyle())
                .toString())
        .contains("Holder")
        .doesNotContain("example-key-id", "example-secret");
    assertThat(ToStringBuilder.reflectionToString(request))
        .contains("ORD")
        .doesNotContain("example-key-id", "example-secret");
  }

  /** A user's own recursive printer. */
  private record Holder(Destination bucket) {}
}

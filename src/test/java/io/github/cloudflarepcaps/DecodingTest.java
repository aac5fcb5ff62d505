package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The responses that Cloudflare documents are read completely. */
class DecodingTest {
  private static final PcapFilter WEB =
      PcapFilter.all()
          .withSourceAddress("1.2.3.4")
          .withSourcePort(123)
          .withDestinationAddress("5.6.7.8")
          .withDestinationPort(80)
          .withProtocol(6);

  @AutoClose private final Wire wire = Wire.open();

  @Test
  void documentedFullCaptureIsRead() {
    assertThat(wire.enqueue("full-created").pcaps().create(Given.FULL))
        .isEqualTo(
            new FullPcap(
                "7d7c88382f0b4d5daa9587aa45a1a877",
                PcapFilter.all(),
                PcapStatus.PENDING,
                Instant.parse("2022-06-02T18:38:22.269047Z"),
                "magic-transit",
                Duration.ofSeconds(300),
                100_000_000L,
                10_000,
                "ORD",
                Destination.parse("gs://<bucket-name>"),
                null,
                null,
                null,
                Map.of()));
  }

  @Test
  void documentedSimpleCaptureIsRead() {
    assertThat(wire.enqueue("simple-created").pcaps().create(Given.SIMPLE))
        .isEqualTo(
            new SimplePcap(
                "6d1f0aac13cd40e3900d29f5dd0e8a2b",
                WEB,
                PcapStatus.PENDING,
                Instant.parse("2021-12-20T17:29:20.641845Z"),
                "magic-transit",
                Duration.ofSeconds(60),
                null,
                null,
                0L,
                Map.of()));
  }

  @Test
  void documentedListIsRead() {
    assertThat(wire.enqueue("simple-list").pcaps().list())
        .containsExactly(
            new SimplePcap(
                "43adab5adeca4dab9c51f4b7f70f2ec3",
                PcapFilter.all(),
                PcapStatus.SUCCESS,
                Instant.parse("2021-12-15T03:04:09.277394Z"),
                "magic-transit",
                Duration.ofSeconds(120),
                null,
                null,
                0L,
                Map.of()));
  }

  @Test
  void responseWithErrorsAndSuccessTrueSucceeds() {
    ApiResponse<Pcap> response =
        wire.enqueue("simple-done").client().send(Operation.getPcap(Given.ACCOUNT, Given.ID));
    assertThat(response.result().status()).isEqualTo(PcapStatus.SUCCESS);
    assertThat(response.errors())
        .containsExactly(new ApiError(1000, "message", "documentation_url", "pointer", List.of()));
    assertThat(response.messages())
        .containsExactly(new ApiMessage(1000, "message", "documentation_url", "pointer"));
  }

  @Test
  void newBucketIsRead() {
    assertThat(wire.enqueue("bucket-added").ownership().add(Given.BUCKET))
        .isEqualTo(
            new Ownership(
                "cc20c2d6c62e11ecbe646b173af3b6b9",
                Given.BUCKET,
                "ownership-challenge-1234.txt",
                OwnershipStatus.PENDING,
                Instant.parse("2022-04-22T18:54:13.397413Z"),
                null,
                Map.of()));
  }

  @Test
  void resultInfoIsRead() {
    ApiResponse<List<Ownership>> response =
        wire.enqueue("bucket-list").client().send(Operation.listOwnerships(Given.ACCOUNT));
    assertThat(response.resultInfo()).isEqualTo(new ResultInfo(1L, 1L, 20L, 2000L));
    assertThat(response.result().get(0).validated())
        .isEqualTo(Instant.parse("2020-01-01T08:10:00Z"));
  }
}

package io.github.cloudflarepcaps.pcapfile;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.github.cloudflarepcaps.pcapfile.GzipBytes.gzip;
import static io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart.Reason.DAMAGED;
import static io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart.Reason.NOT_A_CAPTURE;
import static io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart.Reason.TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tolerant merge keeps each packet that can be read, and reports each bad part once. */
class TolerantMergeTest {

  @TempDir private Path directory;
  private final List<BadPart> reported = new ArrayList<>();
  private Path good = Path.of("");
  private Path page = Path.of("");

  @BeforeEach
  void createParts() throws IOException {
    good = write("good.pcap", PcapBytes.ethernet().packet(2, 0, "good").bytes());
    page = write("page.pcap", "<html>".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void partThatIsNotACaptureIsReportedAndOmitted() throws IOException {
    assertThat(merge(page, good)).containsExactly("good");
    assertThat(reported)
        .containsExactly(
            new BadPart(
                page.toString(),
                NOT_A_CAPTURE,
                0,
                page + " is not a capture file: it looks like HTML: \"<html>\""));
  }

  @Test
  void packetsBeforeDamageAreKept() throws IOException {
    Path damaged = write("damaged", damaged(PcapBytes.ethernet().packet(1, 0, "kept")));

    assertThat(merge(damaged, good)).containsExactly("kept", "good");
    assertThat(reported)
        .extracting(BadPart::part, BadPart::reason, BadPart::packets)
        .containsExactly(tuple(damaged.toString(), DAMAGED, 1L));
    assertThat(reported.get(0).message())
        .startsWith(damaged + " is damaged at byte 44: a record of 262145 bytes");
  }

  @Test
  void completePacketsOfATruncatedPartAreKept() throws IOException {
    byte[] complete = PcapBytes.ethernet().packet(1, 0, "kept").packet(3, 0, "lost").bytes();
    Path truncated = write("truncated", Arrays.copyOf(complete, complete.length - 1));

    assertThat(merge(good, truncated)).containsExactly("kept", "good");
    assertThat(reported)
        .containsExactly(
            new BadPart(
                truncated.toString(),
                TRUNCATED,
                1,
                truncated + " is truncated: it ends inside the record at byte 44"));
  }

  @Test
  void compressedPartsAreKeptAsFarAsTheyCanBeDecompressed() throws IOException {
    byte[] packed = gzip(PcapBytes.ethernet().packet(1, 0, "kept").bytes());
    Path truncated = write("truncated.gz", Arrays.copyOf(packed, packed.length - 2));
    packed[packed.length - 5]++;
    Path damaged = write("damaged.gz", packed);

    assertThat(merge(truncated, damaged, good)).containsExactly("kept", "kept", "good");
    assertThat(reported)
        .extracting(BadPart::part, BadPart::reason, BadPart::packets)
        .containsExactlyInAnyOrder(
            tuple(truncated.toString(), TRUNCATED, 1L), tuple(damaged.toString(), DAMAGED, 1L));
    assertThat(reported).allMatch(each -> each.message().startsWith(each.part()));
  }

  @Test
  void timeOutsideClassicPcapIsDamage() throws IOException {
    PcapngBytes late = PcapngBytes.ethernet().enhanced(0, 1_000_000, "kept");
    Path part = write("late", late.enhanced(0, (1L << 32) * 1_000_000, "late").bytes());

    assertThat(merge(part, good)).containsExactly("kept", "good");
    assertThat(reported).extracting(BadPart::reason).containsExactly(DAMAGED);
    assertThat(failsWith(NotPcapException.class, () -> PcapMerger.merge(List.of(part), target())))
        .hasMessageStartingWith(part + " is damaged at byte 84: a packet at second 4294967296");
  }

  @Test
  void goodPartsAreNotReported() throws IOException {
    assertThat(merge(good, good)).containsExactly("good", "good");
    assertThat(reported).isEmpty();
  }

  @Test
  void mergeWithoutAReadablePartFails() throws IOException {
    Files.writeString(target(), "old");
    Path damaged = write("damaged", damaged(PcapBytes.ethernet()));

    assertThat(failsWith(NotPcapException.class, () -> merge(page, damaged)))
        .hasMessageStartingWith("no packet could be read of 2 files; of the first, " + page);
    assertThat(reported).extracting(BadPart::reason).containsExactly(NOT_A_CAPTURE, DAMAGED);
    assertThat(target()).hasContent("old");
    assertThat(directory).isDirectoryNotContaining("glob:**/.pcap-*");
  }

  @Test
  void missingPartStillFails() {
    failsWith(NoSuchFileException.class, () -> merge(good, directory.resolve("missing")));
    assertThat(target()).doesNotExist();
  }

  @Test
  void mixOfLinkTypesStillFails() throws IOException {
    Path raw =
        write(
            "raw",
            PcapBytes.with(java.nio.ByteOrder.BIG_ENDIAN, PcapBytes.MICROSECONDS, 0, 101).bytes());

    assertThat(failsWith(IOException.class, () -> merge(good, raw)))
        .hasMessageContaining("different link types");
  }

  @Test
  void exceptionOfTheListenerPropagatesUnchanged() {
    IllegalStateException thrown = new IllegalStateException("enough");

    assertThat(
            failsWith(
                IllegalStateException.class,
                () ->
                    PcapMerger.merge(
                        List.of(page, good),
                        target(),
                        bad -> {
                          throw thrown;
                        })))
        .isSameAs(thrown);
    assertThat(target()).doesNotExist();
  }

  @Test
  void strictMergeFailsAndNamesThePart() {
    assertThat(
            failsWith(
                NotPcapException.class, () -> PcapMerger.merge(List.of(good, page), target())))
        .hasMessageStartingWith(page.toString());
    assertThat(target()).doesNotExist();
  }

  private static byte[] damaged(PcapBytes pcap) {
    return pcap.record(9, 0, 262_145, 9, new byte[9]).bytes();
  }

  private List<String> merge(Path... parts) throws IOException {
    PcapMerger.merge(List.of(parts), target(), reported::add);
    try (PcapReader reader = PcapReader.open(target())) {
      return reader
          .packets()
          .map(packet -> StandardCharsets.UTF_8.decode(packet.data()).toString())
          .toList();
    }
  }

  private Path target() {
    return directory.resolve("merged.pcap");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }
}

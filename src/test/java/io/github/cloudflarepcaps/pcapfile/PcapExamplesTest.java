package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples about capture files work as documented. */
class PcapExamplesTest {

  @TempDir Path directory;

  @Test
  void inspectAFilePrintsFactsAndPackets() throws Exception {
    Path file =
        PcapBytes.ethernet()
            .packet(1, 0, "one")
            .record(2, 0, 3, 1500, new byte[3])
            .writeTo(directory.resolve("capture.pcap"));

    assertThat(run("InspectAFile", file.toString()))
        .contains(
            "packets      2", "link type    1 (Ethernet)", "last         1970-01-01T00:00:02Z")
        .contains("1970-01-01T00:00:02Z  3 of 1500 bytes");
  }

  @Test
  void inspectAFilePrintsTheCompletePacketsOfATruncatedFile() throws Exception {
    byte[] complete = PcapBytes.ethernet().packet(1, 0, "one").packet(2, 0, "two").bytes();
    Path truncated =
        Files.write(directory.resolve("truncated"), Arrays.copyOf(complete, complete.length - 1));

    assertThat(run("InspectAFile", truncated.toString()))
        .contains("The file is truncated", "1970-01-01T00:00:01Z  3 of 3 bytes")
        .doesNotContain("00:00:02Z");
  }

  @Test
  void mergeFilesWritesOneFile() throws Exception {
    Path one = PcapBytes.ethernet().packet(1, 0, "one").writeTo(directory.resolve("one"));
    Path two = PcapBytes.ethernet().packet(2, 0, "two").writeTo(directory.resolve("two"));
    Path target = directory.resolve("merged.pcap");

    assertThat(run("MergeFiles", target.toString(), one.toString(), two.toString()))
        .contains("merged.pcap: 2 packets from 2 files, from 1970-01-01T00:00:01Z");
    assertThat(PcapFile.inspect(target).packets()).isEqualTo(2);
  }

  /** Examples are in the unnamed package, which only reflection reaches from here. */
  private static String run(String example, String... args) throws Exception {
    Method main = Class.forName(example).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      main.invoke(null, (Object) args);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}

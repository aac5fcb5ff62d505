package io.github.cloudflarepcaps.pcapfile;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content that is not a capture is rejected with a description of its first bytes. */
class NotPcapTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <!DOCTYPE html><html lang="en"> | looks like HTML: "<!DOCTYPE html><html lang="en">"
          <html>                          | looks like HTML: "<html>"
          <?xml version="1.0"?>           | looks like XML or HTML: "<?xml version="1.0"?>"
          {"success":false,"errors":[]}   | looks like JSON: "{"success":false,"errors":[]}"
          [1, 2]                          | looks like JSON: "[1, 2]"
          no such capture                 | looks like text: "no such capture"
          """)
  void textIsQuoted(String content, String words) {
    assertThat(refusal(content.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("in-memory is not a capture file: it " + words);
  }

  @ParameterizedTest
  @CsvSource({
    "7f454c4602010100000000, begins with the bytes 7f 45 4c 46 02 01 01 00",
    "00, begins with the bytes 00",
    "1f9d90, 'is compressed with compress: unpack it first'",
    "04224d186440, 'is compressed with lz4: unpack it first'",
    "fd377a585a0000, 'is compressed with xz: unpack it first'",
    "425a683931415926, 'is compressed with bzip2: unpack it first'",
    "377abcaf271c, 'is compressed with 7-Zip: unpack it first'",
    "504b030414, 'is compressed with zip: unpack it first'",
    "28b52ffd04, 'is compressed with zstd: unpack it first'"
  })
  void binaryContentIsNamedOrQuotedAsBytes(String hex, String words) {
    assertThat(refusal(HexFormat.of().parseHex(hex)))
        .isEqualTo("in-memory is not a capture file: it " + words);
  }

  @Test
  void emptyFileIsReported() {
    assertThat(refusal(new byte[0])).isEqualTo("in-memory is not a capture file: it is empty");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void deviceIsNotCalledEmpty() {
    assertThatThrownBy(() -> PcapFile.inspect(Path.of("/dev/null")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/dev/null: not a regular file; PcapReader reads from pipes");
  }

  @Test
  void quoteIsPrintableAndShort() {
    String content = "line\r\n\tone, caf\u00e9 \u202e reversed " + "x".repeat(1000);

    assertThat(refusal(content.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "in-memory is not a capture file: it looks like text:"
                + " \"line one, caf reversed xxxxxxxxxxxxxxxxx…\"");
  }

  @Test
  void modifiedPcapIsReported() {
    assertThat(refusal(HexFormat.of().parseHex("34cdb2a1020004000000000000000000")))
        .contains("old pcap variant")
        .contains("editcap -F pcap");
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "1, 4", "543, 0"})
  void otherVersionsAreRejected(int major, int minor) {
    assertThat(refusal(PcapBytes.version(major, minor).bytes()))
        .isEqualTo(
            "in-memory is pcap of version "
                + major
                + "."
                + minor
                + ", only 2.4 is supported: convert it with editcap -F pcap");
  }

  @Test
  void otherVersionsOfPcapngAreRejected() {
    byte[] bytes = new PcapngBytes().section(java.nio.ByteOrder.BIG_ENDIAN, 2, new byte[0]).bytes();

    assertThat(refusal(bytes)).isEqualTo("in-memory is pcapng of version 2, only 1 is supported");
  }

  @Test
  void pcapngBlockTypeWithoutItsByteOrderIsNotPcapng() {
    assertThat(refusal("\n\r\r\n and so on, for a while longer".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "in-memory is not a capture file: it looks like text:"
                + " \"and so on, for a while longer\"");
  }

  @Test
  void streamIsRejectedInTheSameWords() {
    assertThatThrownBy(
            () ->
                PcapReader.read(
                    new ByteArrayInputStream("<html>".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(NotPcapException.class)
        .hasMessage("the stream is not a capture file: it looks like HTML: \"<html>\"");
  }

  private static String refusal(byte[] content) {
    return failsWith(NotPcapException.class, () -> InMemory.inspect(content)).getMessage();
  }
}

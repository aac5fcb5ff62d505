package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeCaptureFileTest {
  private final Map<String, byte[]> bucket = new TreeMap<>();
  private final MovableClock clock = new MovableClock();

  @AutoClose
  private final FakeCloudflare fake =
      FakeCloudflare.builder()
          .clock(clock)
          .bucket((destination, name, content) -> bucket.put(name, content))
          .start();

  private final Caller caller = new Caller(fake);

  private static List<Packet> packets(byte[] file) throws IOException {
    try (PcapReader reader = PcapReader.read(new ByteArrayInputStream(file))) {
      return reader.packets().toList();
    }
  }

  private List<Packet> simple(String filter) throws IOException {
    return packets(caller.captured(Body.simple().withFilter(filter)));
  }

  private List<Packet> full(Body body) throws IOException {
    caller.validatedBucket();
    bucket.clear();
    String id = caller.created(body);
    clock.pass(Duration.ofSeconds(10));
    fake.finish(id);
    List<Packet> packets = new ArrayList<>();
    for (byte[] part : bucket.values()) {
      packets.addAll(packets(part));
    }
    return packets;
  }

  @Test
  void simpleCaptureKeeps160BytesOfEachPacket() throws IOException {
    try (PcapReader reader =
        PcapReader.read(new ByteArrayInputStream(caller.captured(Body.simple())))) {
      assertThat(reader.snapLength()).isEqualTo(160);
      assertThat(reader.linkType()).isEqualTo(1);
      assertThat(reader.packets())
          .hasSize(100)
          .anyMatch(packet -> packet.originalLength() > 160)
          .allMatch(packet -> packet.data().remaining() == Math.min(160, packet.originalLength()));
    }
  }

  @Test
  void fullCaptureKeepsCompletePacketsInSeveralFiles() throws IOException {
    List<Packet> packets = full(Body.full());
    assertThat(bucket).hasSizeBetween(3, 4);
    assertThat(packets)
        .hasSize(2000)
        .anyMatch(packet -> packet.originalLength() > 160)
        .allMatch(packet -> packet.data().remaining() == packet.originalLength());
  }

  @Test
  void packetLimitHolds() throws IOException {
    assertThat(full(Body.full().with("packet_limit", 7))).hasSize(7);
    assertThat(packets(caller.captured(Body.simple().with("packet_limit", 7)))).hasSize(7);
  }

  @Test
  void byteLimitHolds() throws IOException {
    List<Packet> packets = full(Body.full().with("byte_limit", 5000));
    assertThat(packets.stream().mapToLong(Packet::originalLength).sum()).isBetween(2000L, 5000L);
  }

  @Test
  void packetsAreInTheTimeWindowAndInOrder() throws IOException {
    List<Packet> packets = packets(caller.captured(Body.simple()));
    Instant end = clock.instant();
    assertThat(packets)
        .extracting(Packet::time)
        .isSorted()
        .allMatch(time -> !time.isBefore(end.minusSeconds(60)) && !time.isAfter(end));
  }

  @Test
  void timeWindowEndsAtTheOffsetTime() throws IOException {
    Instant end = Instant.parse("2026-11-21T08:00:00Z");
    assertThat(packets(caller.captured(Body.simple().with("offset_time", end.toString()))))
        .extracting(Packet::time)
        .allMatch(time -> !time.isBefore(end.minusSeconds(60)) && !time.isAfter(end));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'source_address':'1.2.3.4' | 26 | 01020304",
        "'destination_address':'5.6.7.8' | 30 | 05060708",
        "'protocol':17 | 23 | 11",
        "'protocol':47 | 23 | 2f",
        "'protocol':6,'source_port':123 | 34 | 007b",
        "'protocol':17,'destination_port':8080 | 36 | 1f90",
        "'source_address':'2001:db8::1' | 22 | 20010db8000000000000000000000001",
        "'destination_address':'2001:db8::2','protocol':58 | 20 | 3a",
        "'destination_address':'2001:db8::2','protocol':6 | 38 | 20010db8000000000000000000000002"
      })
  void everyPacketMatchesTheFilter(String filter, int offset, String hex) throws IOException {
    assertThat(simple(filter))
        .isNotEmpty()
        .allSatisfy(
            packet -> assertThat(hex(packet.data(), offset, hex.length() / 2)).isEqualTo(hex));
  }

  private static String hex(ByteBuffer data, int offset, int length) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < length; i++) {
      hex.append(String.format("%02x", data.get(data.position() + offset + i)));
    }
    return hex.toString();
  }

  @Test
  void packetsWithoutAFilterAreTcpUdpAndIcmp() throws IOException {
    Map<Byte, Long> protocols =
        full(Body.full()).stream()
            .collect(Collectors.groupingBy(packet -> packet.data().get(23), Collectors.counting()));
    assertThat(protocols.keySet()).containsExactlyInAnyOrder((byte) 1, (byte) 6, (byte) 17);
  }

  @Test
  void checksumsAreCorrect() throws IOException {
    assertThat(full(Body.full()))
        .allSatisfy(
            packet -> {
              byte[] frame = new byte[packet.data().remaining()];
              packet.data().get(frame);
              assertThat(sum(frame, 14, 20, 0)).isEqualTo(0xffff);
              int protocol = frame[23];
              int pseudo = protocol == 1 ? 0 : protocol + frame.length - 34;
              int from = protocol == 1 ? 34 : 26; // the pseudo header includes the addresses
              assertThat(sum(frame, from, frame.length - from, pseudo)).isEqualTo(0xffff);
            });
  }

  private static int sum(byte[] bytes, int from, int length, int start) {
    int sum = start;
    for (int i = 0; i < length; i++) {
      sum += (bytes[from + i] & 0xff) << (i % 2 == 0 ? 8 : 0);
    }
    return (sum & 0xffff) + (sum >>> 16);
  }
}

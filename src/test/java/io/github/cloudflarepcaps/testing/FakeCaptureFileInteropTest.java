package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wireshark reads the fake's files. Needs tshark. */
@Tag("interop")
class FakeCaptureFileInteropTest {
  private final Map<String, byte[]> bucket = new TreeMap<>();

  @AutoClose
  private final FakeCloudflare fake =
      FakeCloudflare.builder()
          .bucket((destination, name, content) -> bucket.put(name, content))
          .start();

  private final Caller caller = new Caller(fake);

  @TempDir private Path directory;

  /** One line for each packet that the display filter selects. */
  private List<String> tshark(byte[] file, String displayFilter) throws Exception {
    Path path = Files.write(directory.resolve("file.pcap"), file);
    List<String> command =
        new ArrayList<>(List.of("tshark", "-n", "-r", path.toString(), "-Y", displayFilter));
    for (String layer : List.of("ip", "tcp", "udp")) {
      command.add("-o");
      command.add(layer + ".check_checksum:TRUE");
    }
    Process tshark =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tshark.waitFor()).isZero();
    return out.lines().toList();
  }

  private static final String BAD =
      "_ws.malformed or ip.checksum.status==0 or tcp.checksum.status==0 or udp.checksum.status==0"
          + " or icmp.checksum.status==0 or icmpv6.checksum.status==0 or"
          + " _ws.expert.group==malformed";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        " | ip.proto in {1,6,17}",
        "'protocol':6 | tcp",
        "'protocol':17 | udp",
        "'protocol':17,'destination_port':53 | dns.qry.name",
        "'protocol':1 | icmp.type==8",
        "'protocol':58 | icmpv6.type==128",
        "'protocol':47 | ip.proto==47",
        "'destination_address':'2001:db8::1' | ipv6.dst==2001:db8::1",
        "'source_address':'2001:db8::1','protocol':17 | ipv6.src==2001:db8::1 and udp",
        "'destination_port':443 | tcp.dstport==443 or udp.dstport==443",
        "'destination_port':123 | tcp.dstport==123 or udp.dstport==123",
        "'destination_port':8080 | tcp.dstport==8080 or udp.dstport==8080",
        "'source_port':161 | tcp.srcport==161 or udp.srcport==161",
        "'source_address':'1.2.3.4','source_port':123,'destination_address':'5.6.7.8',"
            + "'destination_port':80,'protocol':6 | ip.src==1.2.3.4 and tcp.dstport==80"
      })
  void everyPacketMatchesTheFilterAndNoneIsMalformed(String filter, String display)
      throws Exception {
    byte[] file = caller.captured(Body.simple().withFilter(filter == null ? "" : filter));
    assertThat(tshark(file, display)).hasSize(100);
    assertThat(tshark(file, BAD)).isEmpty();
  }

  @Test
  void everyPartOfAFullCaptureIsWellFormed() throws Exception {
    caller.validatedBucket();
    bucket.clear();
    fake.finish(caller.created(Body.full()));
    int packets = 0;
    for (byte[] part : bucket.values()) {
      packets += tshark(part, "frame").size();
      assertThat(tshark(part, BAD)).isEmpty();
    }
    assertThat(packets).isEqualTo(200);
  }

  @Test
  void noPacketOfASystemPortIsMalformed() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(caller.captured(Body.simple()), 0, 24);
    SplittableRandom random = new SplittableRandom(1);
    for (int port = 1; port < 1024; port++) {
      for (int flow = 0; flow < 8; flow += 5) { // one of TCP and one of UDP
        Flow service = new Flow(new Match(null, null, null, port, null), flow, random.split());
        service.next();
        write(file, service.next());
      }
    }
    assertThat(tshark(file.toByteArray(), BAD)).isEmpty();
  }

  private static void write(ByteArrayOutputStream file, byte[] frame) {
    byte[] header = new byte[16];
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(8, frame.length).putInt(12, frame.length);
    file.writeBytes(header);
    file.writeBytes(frame);
  }
}

package io.github.cloudflarepcaps.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Payloads: TLS, HTTP and DNS on their ports, nothing on other system ports, where random letters
 * would be dissected as malformed, and letters everywhere else.
 */
final class Payloads {
  private static final int MAX_LENGTH = 1300;
  private static final int SYSTEM_PORTS = 1024;

  private Payloads() {}

  static byte[] tcp(SplittableRandom random, int sourcePort, int destinationPort) {
    if (destinationPort == 443 || sourcePort == 443) {
      return tlsRecord(random);
    }
    if (destinationPort == 80) {
      return httpRequest(random);
    }
    return other(random, sourcePort, destinationPort);
  }

  static byte[] udp(SplittableRandom random, int sourcePort, int destinationPort) {
    if (destinationPort == 53) {
      return dnsQuery(random);
    }
    return other(random, sourcePort, destinationPort);
  }

  private static byte[] other(SplittableRandom random, int sourcePort, int destinationPort) {
    boolean known = Math.min(sourcePort, destinationPort) < SYSTEM_PORTS;
    return known ? new byte[0] : letters(random, random.nextInt(20, MAX_LENGTH));
  }

  static byte[] letters(SplittableRandom random, int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) random.nextInt('a', 'z' + 1);
    }
    return text;
  }

  private static byte[] tlsRecord(SplittableRandom random) {
    int length = random.nextInt(40, MAX_LENGTH);
    ByteBuffer record = ByteBuffer.allocate(5 + length);
    record.put((byte) 23).putShort((short) 0x0303).putShort((short) length);
    byte[] encrypted = new byte[length];
    random.nextBytes(encrypted);
    return record.put(encrypted).array();
  }

  private static byte[] httpRequest(SplittableRandom random) {
    String path = new String(letters(random, random.nextInt(1, 300)), StandardCharsets.US_ASCII);
    String request = "GET /" + path + " HTTP/1.1\r\nHost: www.example.com\r\nAccept: */*\r\n\r\n";
    return request.getBytes(StandardCharsets.US_ASCII);
  }

  /** A query for the address of a name under example.com. */
  private static byte[] dnsQuery(SplittableRandom random) {
    byte[] host = letters(random, random.nextInt(3, 30));
    ByteBuffer query = ByteBuffer.allocate(12 + 1 + host.length + 13 + 4);
    query.putShort((short) random.nextInt()).putShort((short) 0x0100).putShort((short) 1);
    query.putShort((short) 0).putInt(0);
    label(query, host);
    label(query, "example".getBytes(StandardCharsets.US_ASCII));
    label(query, "com".getBytes(StandardCharsets.US_ASCII));
    return query.put((byte) 0).putShort((short) 1).putShort((short) 1).array();
  }

  private static void label(ByteBuffer query, byte[] label) {
    query.put((byte) label.length).put(label);
  }
}

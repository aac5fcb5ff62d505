package io.github.cloudflarepcaps.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The speed of the mock server: a raw socket requests the same bytes and ignores them, with one
 * write and one read per call. If the server is well ahead of the clients here, it limits none of
 * them.
 *
 * <p>Arguments: the HTTP port, {@code get}, {@code list} or a number of bytes to download, the
 * number of threads, and seconds. Prints calls a second, or MB/s.
 */
public final class RawCalls {
  private RawCalls() {}

  /** Runs the measurement and prints it. */
  public static void main(String... args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[0]);
    if (!args[1].equals("get") && !args[1].equals("list")) {
      System.out.printf("%.0f MB/s%n", download(port, args[1]));
      return;
    }
    String path = args[1].equals("get") ? "/" + Responses.PCAP : "";
    int length = Responses.response(path.isEmpty() ? Responses.list(50) : Responses.get()).length;
    int seconds = Integer.parseInt(args[3]);
    AtomicLong calls = new AtomicLong();
    Thread[] threads = new Thread[Integer.parseInt(args[2])];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> calls.addAndGet(callsFor(seconds, port, path, length)));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf("%d calls/s%n", calls.get() / seconds);
  }

  private static long callsFor(int seconds, int port, String path, int length) {
    ByteBuffer request = request(path);
    ByteBuffer response = ByteBuffer.allocateDirect(length);
    try (SocketChannel channel = open(port)) {
      long calls = 0;
      long end = 0;
      // The first second is a warm-up.
      for (long start = System.nanoTime(), warm = start + 1_000_000_000L; ; ) {
        long now = System.nanoTime();
        if (end == 0 && now > warm) {
          calls = 0;
          end = now + seconds * 1_000_000_000L;
        } else if (end != 0 && now > end) {
          return calls;
        }
        channel.write(request.rewind());
        for (response.clear(); response.hasRemaining(); ) {
          channel.read(response);
        }
        calls++;
      }
    } catch (IOException e) {
      throw new IllegalStateException("the mock server hung up", e);
    }
  }

  private static double download(int port, String bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    long start = System.nanoTime();
    long read = 0;
    try (SocketChannel channel = open(port)) {
      channel.write(request("/" + bytes + "/download"));
      while (read < Long.parseLong(bytes) - Records.BLOCK) {
        read += channel.read(buffer.clear());
      }
    }
    return read * 1e3 / (System.nanoTime() - start);
  }

  private static SocketChannel open(int port) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.socket().setTcpNoDelay(true);
    return channel;
  }

  private static ByteBuffer request(String path) {
    byte[] head =
        ("GET /client/v4/accounts/"
                + Responses.ACCOUNT
                + "/pcaps"
                + path
                + " HTTP/1.1\r\n"
                + "Authorization: Bearer example-token\r\nAccept: application/json\r\n"
                + "Host: 127.0.0.1\r\nConnection: Keep-Alive\r\nUser-Agent: raw\r\n\r\n")
            .getBytes(ISO_8859_1);
    return ByteBuffer.allocateDirect(head.length).put(head).flip();
  }
}

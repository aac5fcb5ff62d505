package io.github.cloudflarepcaps.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The API's side of the benchmarks, in its own process: {@code get}, {@code list} of 50 and
 * downloads, from bytes made before the first call, over HTTP and HTTPS on loopback.
 *
 * <p>A capture's id selects what a download contains: {@code /pcaps/1073741824/download} is the
 * longest valid capture file of at most 1 GiB. Each connection has a blocking thread, each call one
 * read and one write; over HTTP a download is {@code sendfile} from the page cache. {@link
 * RawCalls} measures the server alone, which must be well ahead of every client.
 *
 * <p>Arguments: the HTTP port, the HTTPS port, and the PKCS #12 key store with its password. It
 * ends with its standard input, so that it never outlives the script that started it.
 */
public final class MockServer {
  private static final int CHUNK = 64 * 1024 * 1024;

  private final byte[] get = Responses.response(Responses.get());
  private final byte[] list = Responses.response(Responses.list(50));
  private final FileChannel chunk;

  private MockServer(FileChannel chunk) {
    this.chunk = chunk;
  }

  /** Serves until standard input ends. */
  public static void main(String... args) throws IOException, GeneralSecurityException {
    MockServer server = new MockServer(chunk());
    server.listen(Integer.parseInt(args[0]));
    if (args.length > 1) {
      server.listenTls(Integer.parseInt(args[1]), context(Path.of(args[2]), args[3]));
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Only the end of the input matters.
    }
    System.exit(0);
  }

  private static FileChannel chunk() throws IOException {
    ByteBuffer records = ByteBuffer.allocate(CHUNK);
    new Records(1).fill(records);
    Path file = Files.createTempFile("mock", ".records");
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    for (records.flip(); records.hasRemaining(); ) {
      channel.write(records);
    }
    return channel;
  }

  static SSLContext context(Path keyStore, String password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, password.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void listen(int port) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    daemon(
        () -> {
          while (true) {
            SocketChannel connection = server.accept();
            connection.socket().setTcpNoDelay(true);
            daemon(() -> serve(new Plain(connection, chunk)));
          }
        });
  }

  private void listenTls(int port, SSLContext context) throws IOException {
    ServerSocket server =
        context
            .getServerSocketFactory()
            .createServerSocket(port, 128, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (true) {
            Socket connection = server.accept();
            connection.setTcpNoDelay(true);
            daemon(() -> serve(new Tls(connection, chunk)));
          }
        });
  }

  private void serve(Connection connection) throws IOException {
    byte[] head = new byte[8192];
    try (connection) {
      for (int end = 0; ; ) {
        int read = connection.read(head, end);
        if (read < 0) {
          return;
        }
        end += read;
        // Requests here have no bodies, and no client sends one before it has the previous
        // response.
        if (endsWithBlankLine(head, end)) {
          respond(target(head), connection);
          end = 0;
        }
      }
    }
  }

  private void respond(String target, Connection connection) throws IOException {
    if (target.endsWith("/pcaps")) {
      connection.write(list);
    } else if (target.endsWith("/download")) {
      String[] parts = target.split("/");
      download(Long.parseLong(parts[parts.length - 2]), connection);
    } else {
      connection.write(get);
    }
  }

  private static void download(long limit, Connection connection) throws IOException {
    ByteBuffer header = Records.fileHeader();
    long records = (limit - header.remaining()) / Records.BLOCK * Records.BLOCK;
    String head = Responses.head("application/vnd.tcpdump.pcap", header.remaining() + records);
    connection.write(head.getBytes(ISO_8859_1));
    connection.write(header.array());
    for (long left = records; left > 0; left -= Math.min(left, CHUNK)) {
      connection.send(Math.min(left, CHUNK));
    }
  }

  private static boolean endsWithBlankLine(byte[] head, int end) {
    return end >= 4 && head[end - 1] == '\n' && head[end - 2] == '\r' && head[end - 3] == '\n';
  }

  private static String target(byte[] head) {
    int from = indexOf(head, ' ', 0) + 1;
    return new String(head, from, indexOf(head, ' ', from) - from, ISO_8859_1);
  }

  private static int indexOf(byte[] bytes, char wanted, int from) {
    int i = from;
    while (bytes[i] != wanted) {
      i++;
    }
    return i;
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // A client may close the connection in the middle of a response.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private interface Task {
    void run() throws IOException;
  }

  /** One client's connection. */
  private interface Connection extends AutoCloseable {
    int read(byte[] target, int from) throws IOException;

    void write(byte[] bytes) throws IOException;

    void send(long count) throws IOException;

    @Override
    void close() throws IOException;
  }

  private static final class Plain implements Connection {
    private final SocketChannel channel;
    private final FileChannel chunk;
    private final ByteBuffer in = ByteBuffer.allocateDirect(8192);
    private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);

    Plain(SocketChannel channel, FileChannel chunk) {
      this.channel = channel;
      this.chunk = chunk;
    }

    @Override
    public int read(byte[] target, int from) throws IOException {
      int read = channel.read(in.clear().limit(target.length - from));
      in.flip().get(target, from, in.remaining());
      return read;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      out.clear().put(bytes);
      for (out.flip(); out.hasRemaining(); ) {
        channel.write(out);
      }
    }

    @Override
    public void send(long count) throws IOException {
      for (long sent = 0; sent < count; ) {
        sent += chunk.transferTo(sent, count - sent, channel);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class Tls implements Connection {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final FileChannel chunk;

    Tls(Socket socket, FileChannel chunk) throws IOException {
      this.socket = socket;
      this.chunk = chunk;
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    @Override
    public int read(byte[] target, int from) throws IOException {
      return in.read(target, from, target.length - from);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      out.write(bytes);
    }

    @Override
    public void send(long count) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(256 * 1024);
      for (long sent = 0; sent < count; sent += buffer.position()) {
        chunk.read(buffer.clear().limit((int) Math.min(buffer.capacity(), count - sent)), sent);
        out.write(buffer.array(), 0, buffer.position());
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}

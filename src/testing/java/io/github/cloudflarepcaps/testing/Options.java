package io.github.cloudflarepcaps.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link FakeCloudflare#main}.
 *
 * @param bucket null if the files of buckets stay in memory
 */
record Options(int port, InetAddress bind, @Nullable Path bucket, boolean limits, boolean help) {
  static final String HELP =
      """
      A fake of Cloudflare's Packet Captures API, for tests. It prints the three variables that a
      client needs, and runs until it is stopped (Ctrl-C).

        --port PORT      the port to listen on, from 0 to 65535; 0, the default, is a free one
        --bind ADDRESS   the IP address to listen on, 127.0.0.1 by default; beyond loopback the
                         token is random
        --bucket DIR     the directory for what Cloudflare would write to a bucket: s3://a/b is
                         DIR/a/b; in memory by default
        --limits on|off  whether the API's limits apply, such as one simple capture a minute; on
                         by default and without a value
        --help           prints this
      """;

  private static final String IPV4 = "[0-9]{1,3}([.][0-9]{1,3}){3}";
  private static final String IPV6 = "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";

  /**
   * Parses {@code --name value} and {@code --name=value}.
   *
   * @throws IllegalArgumentException if an option is unknown or its value invalid; the message is
   *     one line for the user
   */
  static Options parse(String... args) {
    Deque<String> rest = new ArrayDeque<>(List.of(args));
    Options options = new Options(0, address("127.0.0.1"), null, true, false);
    while (!rest.isEmpty()) {
      String arg = rest.removeFirst();
      int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
      if (equals > 0) {
        rest.addFirst(arg.substring(equals + 1));
        arg = arg.substring(0, equals);
      }
      options = options.with(arg, rest);
      if (equals > 0 && arg.equals("--help")) {
        throw new IllegalArgumentException("--help takes no value");
      }
    }
    return options;
  }

  private Options with(String name, Deque<String> rest) {
    return switch (name) {
      case "--port" -> new Options(port(value(name, rest)), bind, bucket, limits, help);
      case "--bind" -> new Options(port, address(value(name, rest)), bucket, limits, help);
      case "--bucket" -> new Options(port, bind, directory(value(name, rest)), limits, help);
      case "--limits" -> new Options(port, bind, bucket, onOrOff(rest), help);
      case "--help", "-h" -> new Options(port, bind, bucket, limits, true);
      default ->
          throw new IllegalArgumentException(
              "unknown option \""
                  + name
                  + "\"; the options are --port, --bind, --bucket, --limits and"
                  + " --help");
    };
  }

  private static String value(String name, Deque<String> rest) {
    if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
      throw new IllegalArgumentException(name + " needs a value");
    }
    return rest.removeFirst();
  }

  private static int port(String value) {
    int port = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : -1;
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "--port is \"" + value + "\", but must be from 0 to 65535");
    }
    return port;
  }

  @SuppressWarnings("AddressSelection") // a literal is one address
  private static InetAddress address(String value) {
    try {
      if (value.matches(IPV4) || value.matches(IPV6)) {
        return InetAddress.getByName(value);
      }
      if (value.equals("localhost")) {
        return InetAddress.getByName("127.0.0.1");
      }
    } catch (UnknownHostException e) {
      // reported below
    }
    throw new IllegalArgumentException(
        "--bind is \"" + value + "\", but must be an IP address, such as 127.0.0.1 or 0.0.0.0");
  }

  private static Path directory(String value) {
    String rule =
        "--bucket is \"" + value + "\", but must be a directory, or the path of one to create";
    if (value.isBlank()) { // else the working directory
      throw new IllegalArgumentException(rule);
    }
    try {
      return Files.createDirectories(Path.of(value));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(rule, e);
    }
  }

  /** Without a value it is on. */
  private static boolean onOrOff(Deque<String> rest) {
    if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
      return true;
    }
    String value = rest.removeFirst();
    if (!value.equals("on") && !value.equals("off")) {
      throw new IllegalArgumentException("--limits is \"" + value + "\", but must be on or off");
    }
    return value.equals("on");
  }
}

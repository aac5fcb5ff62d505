package io.github.cloudflarepcaps.testing;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.OptionalInt;

/** Starts a fake by its command line, for {@link FakeCloudflare#main}. */
final class Launcher {
  private final PrintStream out;
  private final PrintStream err;

  Launcher(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The exit code of the process; empty if the fake was started and continues to run. */
  OptionalInt run(String... args) {
    try {
      Options options = Options.parse(args);
      if (options.help()) {
        out.print(Options.HELP);
        return OptionalInt.of(0);
      }
      print(start(options));
      return OptionalInt.empty();
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return OptionalInt.of(2);
    } catch (UncheckedIOException e) {
      err.println(e.getMessage());
      return OptionalInt.of(1);
    }
  }

  private static FakeCloudflare start(Options options) {
    FakeCloudflare.Builder builder = FakeCloudflare.builder().apiLimits(options.limits());
    if (options.bucket() != null) {
      builder.bucket(new DirectoryWriter(options.bucket()));
    }
    boolean local = options.bind().isLoopbackAddress();
    String token = local ? Credentials.EXAMPLE_TOKEN : randomToken();
    return builder.start(
        new Credentials(token), new InetSocketAddress(options.bind(), options.port()));
  }

  private static String randomToken() {
    byte[] token = new byte[20];
    new SecureRandom().nextBytes(token);
    return HexFormat.of().formatHex(token);
  }

  /** The variables go to standard output alone, so that a shell can read them from there. */
  private void print(FakeCloudflare fake) {
    err.println(
        "A fake of Cloudflare's Packet Captures API, for tests: nothing reaches Cloudflare. Ctrl-C"
            + " stops it.");
    out.println("CLOUDFLARE_BASE_URL=" + fake.baseUrl());
    out.println("CLOUDFLARE_ACCOUNT_ID=" + fake.accountId());
    out.println("CLOUDFLARE_API_TOKEN=" + fake.apiToken());
    out.flush();
  }
}

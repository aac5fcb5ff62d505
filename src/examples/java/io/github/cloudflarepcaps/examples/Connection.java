package io.github.cloudflarepcaps.examples;

import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import org.jspecify.annotations.Nullable;

/**
 * What an example calls: Cloudflare, or the fake API if the environment has none of the client's
 * variables. Your own program calls {@link CloudflareClient#fromEnv()}.
 *
 * <p>A misspelled variable or an incomplete set of variables ends the program with one line and
 * exit code 1, so that nobody mistakes the fake's packets for real ones.
 */
public final class Connection implements AutoCloseable {
  private final CloudflareClient client;
  private final @Nullable FakeCloudflare fake;

  private Connection(CloudflareClient client, @Nullable FakeCloudflare fake) {
    this.client = client;
    this.fake = fake;
  }

  /** Cloudflare, or the fake if no variable is set. */
  public static Connection open() {
    return open(FakeCloudflare.builder());
  }

  /** Cloudflare, or if no variable is set a fake that writes to that directory as its bucket. */
  public static Connection open(DirectoryBucket bucket) {
    return open(FakeCloudflare.builder().bucket(bucket));
  }

  private static Connection open(FakeCloudflare.Builder fake) {
    Environment environment = new Environment(System.getenv());
    if (environment.hasAny()) {
      return toCloudflare(environment);
    }
    environment.misspelled().findFirst().ifPresent(Connection::exit);
    return toFake(fake);
  }

  /** Cloudflare; without variables the program ends. */
  public static Connection openWithoutFake() {
    Environment environment = new Environment(System.getenv());
    if (!environment.hasAny()) {
      exit(
          environment
              .misspelled()
              .findFirst()
              .orElse("CLOUDFLARE_API_TOKEN is not set; --fake runs the script on the fake API"));
    }
    return toCloudflare(environment);
  }

  /** The fake, whatever the variables are. */
  public static Connection toFake() {
    return toFake(FakeCloudflare.builder());
  }

  private static Connection toFake(FakeCloudflare.Builder builder) {
    FakeCloudflare fake = builder.start();
    System.out.println("This is the fake API, at " + fake.baseUrl());
    return new Connection(fake.client(), fake);
  }

  private static Connection toCloudflare(Environment environment) {
    try {
      CloudflareClient client = CloudflareClient.fromEnv();
      client.pcaps(); // fails without an account
      return new Connection(client, null);
    } catch (IllegalStateException | IllegalArgumentException e) {
      exit(environment.misspelled().findFirst().orElse(String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private static void exit(String line) {
    System.err.println(line);
    System.exit(1);
  }

  public CloudflareClient client() {
    return client;
  }

  /** Null when this is Cloudflare. */
  public @Nullable FakeCloudflare fake() {
    return fake;
  }

  @Override
  public void close() {
    client.close();
    if (fake != null) {
      fake.close();
    }
  }
}

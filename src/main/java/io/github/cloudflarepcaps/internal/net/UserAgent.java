package io.github.cloudflarepcaps.internal.net;

/**
 * How requests name this client. A constant, since a resource can be lost when jars are repackaged.
 */
public final class UserAgent {
  /** The same as in {@code pom.xml}, which a test asserts. */
  public static final String VERSION = "0.1.0-SNAPSHOT";

  public static final String PRODUCT = "cloudflare-pcaps-java/" + VERSION;

  private UserAgent() {}
}

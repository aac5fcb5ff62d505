package io.github.cloudflarepcaps;

/** This client's version. A constant, since a resource can be lost when jars are repackaged. */
final class Version {
  /** The same as in {@code pom.xml}, which a test asserts. */
  static final String NUMBER = "0.1.0-SNAPSHOT";

  static final String USER_AGENT = "cloudflare-pcaps-java/" + NUMBER;

  private Version() {}
}

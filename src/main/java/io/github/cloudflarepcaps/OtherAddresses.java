package io.github.cloudflarepcaps;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Dns;

/**
 * For OkHttp 4, which tries the first address of a host only once its own retries are off (OkHttp 5
 * tries them all): those that could not be connected to come last. A borrowed client's own calls to
 * the same host then have connections of their own: OkHttp shares them by the way names are looked
 * up.
 */
final class OtherAddresses implements Dns {
  private final Dns dns;
  private final Set<InetAddress> failed = ConcurrentHashMap.newKeySet();
  private volatile List<InetAddress> latest = List.of();

  OtherAddresses(Dns dns) {
    this.dns = dns;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>(dns.lookup(host));
    addresses.sort(Comparator.comparing(failed::contains));
    latest = addresses;
    return addresses;
  }

  /**
   * Notes that the first could not be connected to; false if none is left that could be, and then
   * all have a new chance. Calls at the same time may blame the wrong one, which costs a pause.
   */
  boolean goOn() {
    List<InetAddress> tried = latest;
    if (tried.size() < 2) {
      return false;
    }
    failed.add(tried.get(0));
    boolean left = !failed.containsAll(tried);
    if (!left) {
      failed.clear();
    }
    return left;
  }
}

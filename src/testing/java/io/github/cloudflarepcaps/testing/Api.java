package io.github.cloudflarepcaps.testing;

import java.io.IOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Handles a request: logs it, applies the next scripted fault, and otherwise checks the call limit,
 * the credentials and the request, in this order.
 */
final class Api implements FakeServer.Handler {
  private final Credentials credentials;
  private final Routes routes;
  private final CallWindow window;
  private final CallLog log;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicLong rays = new AtomicLong(0x8f00_0000_0000_0000L);

  Api(Credentials credentials, Routes routes, CallWindow window) {
    this.credentials = credentials;
    this.routes = routes;
    this.window = window;
    this.log = new CallLog(credentials.token());
  }

  CallLog log() {
    return log;
  }

  void failNext(int times, Fault fault) {
    if (times < 1) {
      throw new IllegalArgumentException("times is " + times + ", but must be at least 1");
    }
    Objects.requireNonNull(fault, "fault");
    for (int i = 0; i < times; i++) {
      faults.add(fault);
    }
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    // Taken before the call is logged: a test that sees the call may already send the next one.
    @Nullable Fault fault = faults.poll();
    log.add(exchange);
    exchange.addHeader("cf-ray", Long.toHexString(rays.incrementAndGet()) + "-FRA");
    window.count().forEach(exchange::addHeader);
    if (fault == null) {
      exchange.send(respond(exchange));
    } else {
      fault.apply(exchange, () -> respond(exchange));
    }
  }

  private Response respond(Exchange exchange) {
    try {
      window.check();
      credentials.check(exchange);
      return routes.respond(exchange.method(), exchange.path(), exchange.body());
    } catch (Rejection rejection) {
      return Envelopes.rejection(rejection);
    }
  }
}

package io.github.cloudflarepcaps.testing;

import java.io.IOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request: it is noted, struck by the next fault if there is one, checked, answered.
 */
final class Api implements LoopbackServer.Handler {
  private final Routes routes;
  private final CallWindow window;
  private final CallLog log = new CallLog();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicLong rays = new AtomicLong(0x8f00_0000_0000_0000L);

  Api(Routes routes, CallWindow window) {
    this.routes = routes;
    this.window = window;
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
    @Nullable Fault fault = faults.poll(); // before the call can be seen, and another one be made
    log.add(exchange);
    exchange.addHeader("cf-ray", Long.toHexString(rays.incrementAndGet()) + "-FRA");
    window.count().forEach(exchange::addHeader);
    if (fault == null) {
      exchange.send(answer(exchange));
    } else {
      fault.strike(exchange, () -> answer(exchange));
    }
  }

  private Answer answer(Exchange exchange) {
    try {
      window.check();
      Credentials.check(exchange);
      return routes.answer(exchange.method(), exchange.path(), exchange.body());
    } catch (Refusal refusal) {
      return Envelopes.refusal(refusal);
    }
  }
}

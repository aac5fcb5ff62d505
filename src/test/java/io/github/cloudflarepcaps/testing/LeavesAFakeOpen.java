package io.github.cloudflarepcaps.testing;

import java.time.Duration;

/** A program that calls a fake and ends without closing it, while another call stalls. */
final class LeavesAFakeOpen {
  private LeavesAFakeOpen() {}

  public static void main(String[] args) throws Exception {
    FakeCloudflare fake = FakeCloudflare.start();
    fake.failNext(Fault.stall(Duration.ofDays(1)));
    Thread stalled = new Thread(() -> fake.client().pcaps().list());
    stalled.setDaemon(true);
    stalled.start();
    while (fake.calls().isEmpty()) {
      Thread.onSpinWait();
    }
    System.out.println(fake.client().pcaps().list());
  }
}

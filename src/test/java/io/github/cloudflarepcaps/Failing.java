package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that a call fails, and returns its exception for further assertions. */
public final class Failing {
  private Failing() {}

  /** Runs the call, which must throw an exception of that type or a subtype. */
  public static <E extends Throwable> E failsWith(Class<E> type, ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).as("thrown by the call").isInstanceOf(type);
    return type.cast(thrown);
  }
}

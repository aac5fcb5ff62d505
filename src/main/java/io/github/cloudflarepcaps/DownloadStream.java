package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.CallScope.EndReason;
import io.github.cloudflarepcaps.internal.file.PcapMagic;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/**
 * The bytes of a capture as they come. They are counted against {@code Content-Length}, since
 * HTTP/2 ends a body that was cut short without a word; and every read is watched for silence and
 * interrupts.
 */
final class DownloadStream extends InputStream {
  private final ResponseBody body;
  private final BufferedSource source;
  private final CallScope scope;
  private final long length;
  private long read;
  private boolean atEnd;
  private boolean broken;
  private boolean closed;

  DownloadStream(ResponseBody body, CallScope scope) {
    this.body = body;
    this.source = body.source();
    this.scope = scope;
    this.length = Math.max(-1, body.contentLength());
  }

  /** Whether the first bytes are those of a capture file: pcap in four forms, or pcapng. */
  static boolean beginsWell(BufferedSource source) throws IOException {
    return source.request(PcapMagic.LENGTH) && PcapMagic.isCapture(source.peek().readInt());
  }

  /** Bytes in all; -1 if the server does not say. */
  long length() {
    return length;
  }

  /** Bytes read so far. */
  long count() {
    return read;
  }

  /** Whether a read failed, and not because someone ended the call. */
  boolean isBroken() {
    return broken;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    return count == 0 ? 0 : watched(() -> counted(source.read(bytes, offset, count)));
  }

  /** Fills the buffer as far as the body goes; -1 at its end. */
  int fill(ByteBuffer buffer) throws IOException {
    return watched(
        () -> {
          int start = buffer.position();
          while (buffer.hasRemaining() && counted(source.read(buffer)) >= 0) {
            scope.touch();
          }
          return buffer.position() > start ? buffer.position() - start : -1;
        });
  }

  private int counted(int count) {
    read += Math.max(0, count);
    return count;
  }

  /** Reads from the source. */
  private interface Read {
    int bytes() throws IOException;
  }

  private int watched(Read action) throws IOException {
    if (closed) {
      throw new IOException("the download is closed");
    }
    scope.touch();
    scope.enter();
    int count;
    try {
      count = action.bytes();
    } catch (IOException e) {
      EndReason reason = scope.endReason(); // now: closing this stream will be a stop too
      broken = reason == null || reason == EndReason.SILENCE;
      throw explained(e);
    } finally {
      scope.leave();
    }
    atEnd = count < 0 || read == length;
    if (count < 0 && read < length) {
      broken = true;
      throw new ProtocolException("cut short: " + read + " of " + length + " bytes came");
    }
    return count;
  }

  private IOException explained(IOException failure) {
    EndReason reason = scope.endReason();
    if (reason == null) {
      return Thread.currentThread().isInterrupted() ? interrupted(failure) : failure;
    }
    return switch (reason) {
      case INTERRUPT -> interrupted(failure);
      case SILENCE ->
          caused(new SocketTimeoutException("nothing came for longer than readTimeout"), failure);
      case DEADLINE, CANCELLED, CLOSED ->
          new IOException("the client was closed or the call cancelled", failure);
    };
  }

  private static IOException interrupted(IOException failure) {
    Thread.currentThread().interrupt();
    return caused(new InterruptedIOException("interrupted while reading the download"), failure);
  }

  private static IOException caused(IOException failure, IOException cause) {
    failure.initCause(cause);
    return failure;
  }

  /** Ends the exchange if the body is not at its end: what is left is not waited for. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (!atEnd) {
        scope.end(EndReason.CANCELLED);
      }
      body.close();
    }
  }
}

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
 * The bytes of a capture's file, as they arrive. They are counted against {@code Content-Length},
 * since OkHttp ends a truncated HTTP/2 body silently, and each read is watched for silence and
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

  /** Length of the file; -1 if the server does not state it. */
  long length() {
    return length;
  }

  /** Bytes read so far. */
  long count() {
    return read;
  }

  /** Whether a read failed for another reason than the end of the call. */
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

  /** Fills the buffer until it is full or the body ends; -1 if there is nothing left. */
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
      // Taken now, since closing this stream ends the call too.
      EndReason reason = scope.endReason();
      broken = reason == null || reason == EndReason.SILENCE;
      throw explained(e);
    } finally {
      scope.leave();
    }
    atEnd = count < 0 || read == length;
    if (count < 0 && read < length) {
      broken = true;
      throw new ProtocolException("truncated: " + read + " of " + length + " bytes received");
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
          caused(
              new SocketTimeoutException("nothing received for longer than readTimeout"), failure);
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

  /** Ends the exchange if the body is not at its end, instead of reading the rest. */
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

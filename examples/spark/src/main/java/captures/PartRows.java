package captures;

import io.github.cloudflarepcaps.pcapfile.NotPcapException;
import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.github.cloudflarepcaps.traffic.PacketHeaders;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.TaskContext;
import org.apache.spark.input.PortableDataStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The rows of one part, read as they are asked for. Damage ends the part with a row of its own; an
 * I/O error of the storage fails the task, and Spark runs it again.
 */
final class PartRows implements Iterator<Row> {
  private static final Pattern CAPTURE_ID = Pattern.compile("[0-9a-f]{32}");

  /** The last second that fits into a TIMESTAMP, which counts microseconds in 64 bits. */
  private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000 - 1;

  private final String capture;
  private final String part;
  private final DataInputStream stream;
  private PcapReader reader;
  private Row next;

  private PartRows(String part, DataInputStream stream) {
    this.capture = captureOf(part);
    this.part = part;
    this.stream = stream;
  }

  static PartRows open(String part, PortableDataStream file) throws IOException {
    DataInputStream stream = file.open();
    // A task that is cancelled, or has all the rows it needs, does not read to the end.
    TaskCompletionListener atEnd = context -> close(stream);
    TaskContext.get().addTaskCompletionListener(atEnd);
    PartRows rows = new PartRows(part, stream);
    rows.readHeader();
    return rows;
  }

  private void readHeader() throws IOException {
    try {
      reader = PcapReader.read(stream);
      next = readRow();
    } catch (NotPcapException | EOFException e) {
      next = damage(e);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row next() {
    Row row = next;
    if (row == null) {
      throw new NoSuchElementException(part + " has no more packets");
    }
    next = reader == null ? null : readRow();
    return row;
  }

  /** The next packet's row, the row of the damage that ends the part, or null at its end. */
  private Row readRow() {
    try {
      if (reader.hasNext()) {
        return row(reader.next());
      }
      close(stream);
      return null;
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NotPcapException || e.getCause() instanceof EOFException)) {
        throw e;
      }
      return damage(e.getCause());
    }
  }

  private Row damage(IOException reason) {
    reader = null;
    close(stream);
    return RowFactory.create(
        capture,
        part,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        reason.getMessage());
  }

  private Row row(Packet packet) {
    PacketHeaders headers = PacketHeaders.decode(packet);
    PacketHeaders.Ip ip = headers.innermost();
    PacketHeaders.Transport transport = headers.transport();
    Instant time = packet.time();
    boolean timed = Math.abs(time.getEpochSecond()) < LAST_SECOND;
    return RowFactory.create(
        capture,
        part,
        timed ? time : null,
        time.getNano(),
        ip == null ? null : ip.source().getHostAddress(),
        ip == null ? null : ip.destination().getHostAddress(),
        ip == null ? null : ip.protocol(),
        transport == null ? null : orNull(transport.sourcePort()),
        transport == null ? null : orNull(transport.destinationPort()),
        packet.originalLength(),
        packet.data().remaining(),
        ip == null ? null : ip.timeToLive(),
        transport == null ? null : orNull(transport.tcpFlags()),
        null);
  }

  /** A number of the transport header; null for the -1 of a protocol that does not have it. */
  private static Integer orNull(int number) {
    return number < 0 ? null : (Integer) number;
  }

  /** The capture's id in the file's name, or else the directory that the file is in. */
  private static String captureOf(String part) {
    int name = part.lastIndexOf('/') + 1;
    Matcher id = CAPTURE_ID.matcher(part).region(name, part.length());
    if (id.find()) {
      return id.group();
    }
    String directory = part.substring(0, Math.max(0, name - 1));
    return directory.substring(directory.lastIndexOf('/') + 1);
  }

  private static void close(DataInputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

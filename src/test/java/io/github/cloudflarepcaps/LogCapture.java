package io.github.cloudflarepcaps;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Captures what the root package's logger receives at FINE and above, until it is closed. */
final class LogCapture implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("io.github.cloudflarepcaps");

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Level before = LOGGER.getLevel();
  private final boolean parents = LOGGER.getUseParentHandlers();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private LogCapture(Level level) {
    handler.setLevel(Level.ALL);
    LOGGER.addHandler(handler);
    LOGGER.setLevel(level);
    LOGGER.setUseParentHandlers(false);
  }

  static LogCapture start() {
    return new LogCapture(Level.FINE);
  }

  static LogCapture startAt(Level level) {
    return new LogCapture(level);
  }

  List<LogRecord> records() {
    return List.copyOf(records);
  }

  List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  /** The messages, and everything printable of their exceptions. */
  List<String> printables() {
    return records.stream()
        .flatMap(r -> Stream.concat(Stream.of(r.getMessage()), thrown(r)))
        .toList();
  }

  private static Stream<String> thrown(LogRecord record) {
    return Printables.of(record.getThrown()).stream();
  }

  @Override
  public void close() {
    LOGGER.removeHandler(handler);
    LOGGER.setLevel(before);
    LOGGER.setUseParentHandlers(parents);
  }
}

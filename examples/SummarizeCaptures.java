import io.github.cloudflarepcaps.traffic.TrafficSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

// What is in all the captures below a directory, taken together?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=SummarizeCaptures -Dexec.args=target/captures
//
// Reads every pcap and pcapng file below the directory, gzip-compressed or not, on all cores, and
// prints one table. Memory is bounded: a summary takes at most 5 MB, however large its file, and
// there are a few for each core. Needs no account.
final class SummarizeCaptures {

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("Usage: SummarizeCaptures DIRECTORY");
    }
    List<Path> captures = captures(Path.of(args[0]));
    Queue<String> unreadable = new ConcurrentLinkedQueue<>();
    Optional<TrafficSummary> summary;
    try (ProgressBar bar = bar(captures)) {
      summary =
          captures.parallelStream()
              .flatMap(capture -> summarize(capture, bar, unreadable).stream())
              .reduce(TrafficSummary::plus);
    }
    unreadable.forEach(System.err::println);
    System.out.println(captures.size() - unreadable.size() + " captures\n");
    summary.ifPresent(all -> System.out.println(all.table()));
  }

  private static List<Path> captures(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().matches(".*\\.pcap(ng)?(\\.gz)?")).toList();
    }
  }

  private static ProgressBar bar(List<Path> captures) {
    long bytes = captures.stream().mapToLong(capture -> capture.toFile().length()).sum();
    boolean small = bytes < 1_000_000;
    return new ProgressBarBuilder()
        .setTaskName("reading")
        .setStyle(ProgressBarStyle.ASCII) // without color codes, which are noise in a log
        .setInitialMax(bytes)
        .setUnit(small ? " B" : " MB", small ? 1 : 1_000_000)
        .build();
  }

  /** A capture that cannot be read does not end the others. */
  private static Optional<TrafficSummary> summarize(
      Path capture, ProgressBar bar, Queue<String> unreadable) {
    try {
      return Optional.of(TrafficSummary.of(capture));
    } catch (IOException e) {
      unreadable.add(capture + ": " + e.getMessage());
      return Optional.empty();
    } finally {
      bar.stepBy(capture.toFile().length());
    }
  }

  private SummarizeCaptures() {}
}

package io.github.cloudflarepcaps.pcapfile;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.github.cloudflarepcaps.internal.file.BusyFiles.busy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A merge replaces its target completely or not at all, and leaves no temporary file. */
class MergeTargetTest {

  @TempDir Path directory;

  @Test
  void targetMayBeAPart() throws IOException {
    Path all = part("merged.pcap", PcapBytes.ethernet().packet(1, 0, "one"));
    Path next = part("next", PcapBytes.ethernet().packet(2, 0, "two"));

    assertThat(merge(all, next)).containsExactly("one", "two");
    assertThat(all).isEqualTo(target());
  }

  @Test
  void failureLeavesTheTargetUnchangedAndNoTemporaryFile() throws IOException {
    Files.writeString(target(), "as it was");
    PcapBytes damaged = PcapBytes.ethernet();
    for (int i = 0; i < 100; i++) {
      damaged.packet(i, 0, new byte[60_000]);
    }
    Path part = part("damaged", damaged.record(1, 0, -1, 0, new byte[0]));

    assertThatThrownBy(() -> merge(part)).isInstanceOf(NotPcapException.class);

    assertThat(target()).hasContent("as it was");
    assertThat(filesInDirectory()).containsExactlyInAnyOrder("damaged", "merged.pcap");
  }

  @Test
  @Timeout(60)
  void noThreadOutlivesAMergeThatFails() throws Exception {
    PcapBytes damaged = PcapBytes.ethernet();
    for (int i = 0; i < 100; i++) {
      damaged.packet(i, 0, new byte[60_000]);
    }
    Path part = part("damaged", damaged.record(1, 0, -1, 0, new byte[0]));

    assertThatThrownBy(() -> merge(part)).isInstanceOf(NotPcapException.class);

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("cloudflare-pcaps writer")) {
        thread.join();
      }
    }
  }

  @Test
  void interruptLeavesNothing() throws IOException {
    Path part = part("one", PcapBytes.ethernet().packet(1, 0, "one"));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> merge(part)).isInstanceOf(ClosedByInterruptException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(filesInDirectory()).containsExactly("one");
  }

  @Test
  void missingPartIsReportedAndNothingIsLeft() throws IOException {
    Path missing = directory.resolve("missing");

    assertThatThrownBy(() -> merge(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing");
    assertThat(filesInDirectory()).isEmpty();
  }

  @Test
  void missingDirectoryOfTheTargetIsReported() {
    Path part = part("one", PcapBytes.ethernet());
    Path target = directory.resolve("nowhere").resolve("merged.pcap");

    assertThatThrownBy(() -> PcapMerger.merge(List.of(part), target))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("cannot write " + target + ": its directory does not exist");
  }

  @Test
  void targetThatCannotBeReplacedLeavesTheMergedFile() throws IOException {
    Files.writeString(target(), "old");
    Path part = part("one", PcapBytes.ethernet().packet(1, 0, "one"));

    FileSystemException e =
        failsWith(FileSystemException.class, () -> PcapMerger.merge(List.of(part), busy(target())));

    assertThat(PcapFile.inspect(Path.of(e.getOtherFile())).packets()).isEqualTo(1);
    assertThat(target()).hasContent("old");
  }

  @Test
  void targetInAZipIsReplaced() throws IOException {
    Path part = part("one", PcapBytes.ethernet().packet(1, 0, "one"));
    Path archive = directory.resolve("captures.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path old = Files.writeString(zip.getPath("/merged.pcap"), "old");
      PcapMerger.merge(List.of(part), old);

      assertThat(PcapFile.inspect(old).packets()).isEqualTo(1);
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void privateFileStaysPrivate() throws IOException {
    Path own = part("own", PcapBytes.ethernet().packet(1, 0, "one"));
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));

    PcapMerger.merge(List.of(own), own);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rw-------");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void deviceAsAPartIsRejected() throws IOException {
    Path device = Path.of("/dev/null");

    assertThatThrownBy(() -> merge(device))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/dev/null: not a regular file; PcapReader reads from pipes");
    assertThat(filesInDirectory()).isEmpty();
  }

  @Test
  void directoryAsTheTargetIsRejected() {
    Path part = part("one", PcapBytes.ethernet());

    assertThatThrownBy(() -> PcapMerger.merge(List.of(part), directory))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("cannot write " + directory + ": it is not a regular file");
  }

  private List<String> merge(Path... parts) throws IOException {
    PcapMerger.merge(List.of(parts), target());
    try (PcapReader reader = PcapReader.open(target())) {
      return reader
          .packets()
          .map(packet -> StandardCharsets.UTF_8.decode(packet.data()).toString())
          .toList();
    }
  }

  private Path target() {
    return directory.resolve("merged.pcap");
  }

  private Path part(String name, PcapBytes pcap) {
    return pcap.writeTo(directory.resolve(name));
  }

  private List<String> filesInDirectory() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}

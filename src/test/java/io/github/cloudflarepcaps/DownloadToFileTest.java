package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.github.cloudflarepcaps.internal.file.BusyFiles.busy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A download replaces its file completely or not at all, and leaves no temporary file. */
class DownloadToFileTest {
  private static final byte[] CAPTURE = CaptureBytes.twoPackets();

  @AutoClose private final Wire wire = Wire.open();
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void createFile() throws IOException {
    file = Files.writeString(directory.resolve("edge.pcap"), "old");
  }

  private void assertOldAndNothingElse() {
    assertThat(file).hasContent("old");
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(file));
  }

  private UncheckedIOException cannotWrite(Path path) {
    wire.enqueue(CAPTURE);
    return failsWith(UncheckedIOException.class, () -> wire.pcaps().downloadTo(Given.ID, path));
  }

  @Test
  void completeCaptureReplacesTheFile() {
    wire.enqueue(CAPTURE);
    PcapFile saved = wire.pcaps().downloadTo(Given.ID, file);
    assertThat(saved.path()).isEqualTo(file);
    assertThat(saved.packets()).isEqualTo(2);
    assertThat(file).hasBinaryContent(CAPTURE);
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(file));
  }

  @Test
  void oldContentStaysUntilTheDownloadIsComplete() {
    wire.enqueue(CAPTURE);
    wire.pcaps().downloadTo(Given.ID, file, (soFar, total) -> assertThat(file).hasContent("old"));
    assertThat(file).hasBinaryContent(CAPTURE);
  }

  @Test
  void exceptionOfTheListenerPropagatesUnchanged() {
    IllegalStateException thrown = new IllegalStateException("enough");
    wire.enqueue(CAPTURE);
    assertThatThrownBy(
            () ->
                wire.pcaps()
                    .downloadTo(
                        Given.ID,
                        file,
                        (soFar, total) -> {
                          throw thrown;
                        }))
        .isSameAs(thrown);
    assertOldAndNothingElse();
  }

  @Test
  void undeclaredExceptionOfTheListenerPropagatesUnchanged() {
    IOException thrown = new IOException("undeclared, as from Kotlin");
    wire.enqueue(CAPTURE);
    assertThatThrownBy(
            () ->
                wire.pcaps().downloadTo(Given.ID, file, (soFar, total) -> throwUndeclared(thrown)))
        .isSameAs(thrown);
    assertOldAndNothingElse();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> void throwUndeclared(Exception thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void interruptLeavesTheOldContent() {
    wire.enqueue(CAPTURE);
    assertThatThrownBy(
            () ->
                wire.pcaps()
                    .downloadTo(
                        Given.ID, file, (soFar, total) -> Thread.currentThread().interrupt()))
        .isInstanceOf(CallInterruptedException.class);
    assertThat(Thread.interrupted()).as("the flag").isTrue();
    assertOldAndNothingElse();
  }

  @Test
  void invalidFileHeaderLeavesTheOldContent() {
    byte[] broken = CAPTURE.clone();
    broken[4] = 99; // the version
    wire.enqueue(broken);
    assertThatThrownBy(() -> wire.pcaps().downloadTo(Given.ID, file))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageEndingWith(
            "returned a body that is not a complete capture file: it is pcap of version 99.4, only"
                + " 2.4 is supported: convert it with editcap -F pcap");
    assertOldAndNothingElse();
  }

  @Test
  void incompleteLastPacketLeavesTheOldContent() {
    wire.enqueue(Arrays.copyOf(CAPTURE, CAPTURE.length - 1));
    assertThatThrownBy(() -> wire.pcaps().downloadTo(Given.ID, file))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageEndingWith("its last packet is incomplete");
    assertOldAndNothingElse();
  }

  @Test
  void directoryIsNotReplaced() {
    assertThat(cannotWrite(directory))
        .hasMessage("cannot write " + directory + ": it is not a regular file");
    assertOldAndNothingElse();
  }

  @Test
  void targetThatCannotBeReplacedLeavesTheVerifiedCapture() throws IOException {
    UncheckedIOException e = cannotWrite(busy(file));
    Path kept = Path.of(((FileSystemException) e.getCause()).getOtherFile());
    assertThat(e)
        .hasMessageStartingWith("cannot write " + file + ": the complete file could not be moved")
        .hasMessageContaining("is kept as " + kept)
        .hasMessageEndingWith("mount its directory instead");
    assertThat(kept).hasBinaryContent(CAPTURE);
    assertThat(file).hasContent("old");
  }

  @Test
  void fileInAZipIsReplaced() throws IOException {
    Path archive = directory.resolve("captures.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path old = Files.writeString(zip.getPath("/edge.pcap"), "old");
      wire.enqueue(CAPTURE);
      wire.pcaps().downloadTo(Given.ID, old);
      assertThat(Files.readAllBytes(old)).isEqualTo(CAPTURE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "r--------"})
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void privateFileStaysPrivate(String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    wire.enqueue(CAPTURE);
    wire.pcaps().downloadTo(Given.ID, file);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString(permissions));
  }

  @Test
  void linkToAFileIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link.pcap"), file);
    wire.enqueue(CAPTURE);
    assertThat(wire.pcaps().downloadTo(Given.ID, link).path()).isEqualTo(link);
    assertThat(link).isSymbolicLink();
    assertThat(file).hasBinaryContent(CAPTURE);
  }

  @Test
  void danglingLinkIsRejected() throws IOException {
    Path nowhere = directory.resolve("nowhere.pcap");
    Path link = Files.createSymbolicLink(directory.resolve("link.pcap"), nowhere);
    assertThat(cannotWrite(link)).hasMessageStartingWith("cannot write " + link + ": NoSuchFile");
    assertThat(nowhere).doesNotExist();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void missingDirectoryIsNotCreated() {
    Path lost = directory.resolve("missing").resolve("a.pcap");
    assertThat(cannotWrite(lost))
        .hasMessage("cannot write " + lost + ": its directory does not exist");
    assertOldAndNothingElse();
  }

  @Test
  void fileInPlaceOfADirectoryIsRejected() {
    Path inside = file.resolve("a.pcap");
    assertThat(cannotWrite(inside)).hasMessageStartingWith("cannot write " + inside + ": ");
    assertOldAndNothingElse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void unwritableDirectoryIsReported() {
    Path unwritable = Path.of("/proc/capture.pcap"); // even root cannot create it
    assertThat(cannotWrite(unwritable)).hasMessageStartingWith("cannot write " + unwritable + ": ");
  }

  @Test
  void unwritableTargetReleasesTheConnection() {
    cannotWrite(directory);
    wire.enqueue("simple-list");
    assertThat(wire.pcaps().list()).isNotEmpty();
  }

  @Test
  void longestNameIsWritten() {
    Path longest = directory.resolve("a".repeat(250) + ".pcap");
    wire.enqueue(CAPTURE);
    wire.pcaps().downloadTo(Given.ID, longest);
    assertThat(longest).hasBinaryContent(CAPTURE);
  }

  @Test
  void relativePathIsInTheWorkingDirectory() throws IOException {
    Path alone = Path.of("download-to-file-test.pcap");
    wire.enqueue(CAPTURE);
    try {
      assertThat(wire.pcaps().downloadTo(Given.ID, alone).path()).isEqualTo(alone);
      assertThat(alone).hasBinaryContent(CAPTURE);
    } finally {
      Files.deleteIfExists(alone);
    }
  }

  @Test
  void progressIsReportedPieceByPiece() {
    List<String> progress = new ArrayList<>();
    byte[] capture = LargeCapture.ofPackets(10);
    wire.enqueue(capture);
    wire.pcaps().downloadTo(Given.ID, file, (soFar, total) -> progress.add(soFar + "/" + total));
    String all = "/" + capture.length;
    assertThat(progress).containsExactly("262144" + all, "524288" + all, capture.length + all);
  }

  @Test
  void totalOfAnUnknownLengthIsMinusOne() {
    List<String> progress = new ArrayList<>();
    wire.enqueue(new MockResponse.Builder().chunkedBody(new Buffer().write(CAPTURE), 16).build());
    wire.pcaps().downloadTo(Given.ID, file, (soFar, total) -> progress.add(soFar + "/" + total));
    assertThat(progress).containsExactly(CAPTURE.length + "/-1");
  }
}

package io.github.cloudflarepcaps.internal.file;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.github.cloudflarepcaps.internal.file.BusyFiles.busy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is replaced completely or not at all, and no temporary file stays. */
class ReplacedFileTest {

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void createFile() throws IOException {
    file = Files.writeString(directory.resolve("edge.pcap"), "old");
  }

  @Test
  void targetIsReplacedWhenTheContentIsComplete() throws IOException {
    String result = ReplacedFile.write(file, of("new", "er"), () -> {}, Files::readString);

    assertThat(result).isEqualTo("newer");
    assertThat(file).hasContent("newer");
    assertNothingElse();
  }

  @Test
  void targetKeepsItsContentUntilPublished() throws IOException {
    ReplacedFile.write(
        file,
        of("new"),
        () -> assertThat(file).hasContent("old"),
        content -> assertThat(file).hasContent("old"));

    assertThat(file).hasContent("new");
  }

  @Test
  void exceptionOfTheSourcePropagatesUnchanged() {
    IllegalStateException thrown = new IllegalStateException("enough");

    assertThat(
            failsWith(
                IllegalStateException.class,
                () -> ReplacedFile.write(file, failing(thrown), () -> {}, content -> content)))
        .isSameAs(thrown);
    assertOldAndNothingElse();
  }

  @Test
  void rejectedContentIsNotPublished() {
    FileWriteException e =
        failsWith(
            FileWriteException.class,
            () ->
                ReplacedFile.write(
                    file,
                    of("new"),
                    () -> {},
                    content -> {
                      throw new IOException("unreadable");
                    }));

    assertThat(e).hasMessage("cannot write " + file + ": IOException: unreadable");
    assertOldAndNothingElse();
  }

  @Test
  void interruptLeavesTheOldContent() {
    failsWith(
        ClosedByInterruptException.class,
        () ->
            ReplacedFile.write(
                file, of("new"), () -> Thread.currentThread().interrupt(), content -> content));

    assertThat(Thread.interrupted()).isTrue();
    assertOldAndNothingElse();
  }

  @Test
  void newFileIsKeptIfTheTargetCannotBeReplaced() throws IOException {
    FileWriteException e =
        failsWith(
            FileWriteException.class,
            () -> ReplacedFile.write(busy(file), of("new"), () -> {}, Files::readString));

    Path kept = Path.of(e.getOtherFile());
    assertThat(e)
        .hasMessageStartingWith("cannot write " + file + ": the complete file could not be moved")
        .hasMessageContaining("Device or resource busy")
        .hasMessageContaining("is kept as " + kept + ": ")
        .hasMessageEndingWith("mount its directory instead");
    assertThat(kept).hasContent("new").hasParent(directory);
    assertThat(file).hasContent("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "r--------", "rwxrwxrwx", "-----"})
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void permissionsAreKeptWhateverTheUmask(String text) throws IOException {
    String permissions = text.length() == 9 ? text : "---------";
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    ReplacedFile.write(file, of("new"), () -> {}, content -> content);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(permissions);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void ownerAndGroupAreKeptWhereTheProcessMay() throws IOException {
    assumeTrue(Files.getOwner(file).getName().equals("root"), "only root may give files away");
    Files.setAttribute(file, "unix:uid", 1234);
    Files.setAttribute(file, "unix:gid", 2345);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    ReplacedFile.write(file, of("new"), () -> {}, content -> content);

    assertThat(Files.readAttributes(file, "unix:uid,gid"))
        .containsEntry("uid", 1234)
        .containsEntry("gid", 2345);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void linkIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link.pcap"), file);

    ReplacedFile.write(link, of("new"), () -> {}, content -> content);

    assertThat(link).isSymbolicLink();
    assertThat(file).isRegularFile().hasContent("new");
  }

  @Test
  void directoryIsNotReplaced() {
    assertThat(failsWith(FileWriteException.class, () -> ReplacedFile.create(directory, 0)))
        .hasMessage("cannot write " + directory + ": it is not a regular file");
    assertOldAndNothingElse();
  }

  @Test
  void missingDirectoryIsNotCreated() {
    Path lost = directory.resolve("missing").resolve("a.pcap");

    assertThat(failsWith(FileWriteException.class, () -> ReplacedFile.create(lost, 0)))
        .hasMessage("cannot write " + lost + ": its directory does not exist")
        .hasCauseInstanceOf(NoSuchFileException.class);
    assertOldAndNothingElse();
  }

  @Test
  void closeWithoutPublishingLeavesNothing() throws IOException {
    try (ReplacedFile replaced = ReplacedFile.create(file, 0)) {
      replaced.room(3).put("new".getBytes());
    }
    assertOldAndNothingElse();
  }

  @Test
  void newFileHasDefaultPermissions() throws IOException {
    Path created = directory.resolve("new.pcap");

    ReplacedFile.write(created, of("new"), () -> {}, content -> content);

    assertThat(permissions(created)).isEqualTo(permissions(file));
  }

  private static Object permissions(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null ? "none" : view.readAttributes().permissions();
  }

  private static ReplacedFile.Source of(String... pieces) {
    Iterator<String> left = List.of(pieces).iterator();
    return buffer -> {
      if (!left.hasNext()) {
        return -1;
      }
      byte[] piece = left.next().getBytes();
      buffer.put(piece);
      return piece.length;
    };
  }

  private static ReplacedFile.Source failing(RuntimeException thrown) {
    return new ReplacedFile.Source() {
      private boolean once;

      @Override
      public int fill(ByteBuffer buffer) {
        if (once) {
          throw thrown;
        }
        once = true;
        buffer.put((byte) 1);
        return 1;
      }
    };
  }

  private void assertOldAndNothingElse() {
    assertThat(file).hasContent("old");
    assertNothingElse();
  }

  private void assertNothingElse() {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.github.cloudflarepcaps.internal.file;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Permissions, owner and group of the file to be replaced, so that a private file stays private and
 * another user's file stays theirs. Empty where there is no such file, or no POSIX permissions.
 */
final class ReplacedAttributes {

  private final @Nullable PosixFileAttributes attributes;

  private ReplacedAttributes(@Nullable PosixFileAttributes attributes) {
    this.attributes = attributes;
  }

  static ReplacedAttributes of(Path target) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    boolean exists = view != null && Files.exists(target);
    return new ReplacedAttributes(exists ? view.readAttributes() : null);
  }

  /** The permissions, of which the umask of the process may take some. */
  FileAttribute<?>[] forCreation() {
    return attributes == null
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(attributes.permissions())};
  }

  /** Gives a new file owner, group and permissions, each where the process may. */
  void copyTo(Path created) throws IOException {
    if (attributes == null) {
      return;
    }
    PosixFileAttributeView view = Files.getFileAttributeView(created, PosixFileAttributeView.class);
    PosixFileAttributes own = view.readAttributes();
    boolean sameGroup =
        own.group().equals(attributes.group())
            || permitted(() -> view.setGroup(attributes.group()));
    if (!own.owner().equals(attributes.owner())) {
      permitted(() -> view.setOwner(attributes.owner()));
    }
    // The last step, since a change of owner may take permissions, as the umask did at creation.
    permitted(() -> view.setPermissions(permissions(attributes.permissions(), sameGroup)));
  }

  /** To a group that is not the target's the file is what it is to all others. */
  private static Set<PosixFilePermission> permissions(
      Set<PosixFilePermission> all, boolean sameGroup) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(all);
    if (!sameGroup) {
      permissions.removeIf(each -> each == GROUP_READ && !all.contains(OTHERS_READ));
      permissions.removeIf(each -> each == GROUP_WRITE && !all.contains(OTHERS_WRITE));
      permissions.removeIf(each -> each == GROUP_EXECUTE && !all.contains(OTHERS_EXECUTE));
    }
    return permissions;
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  /** Only a privileged process may give files away, and some file systems have no permissions. */
  private static boolean permitted(Change change) {
    try {
      change.make();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

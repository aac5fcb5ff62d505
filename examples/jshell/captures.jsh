// Packet captures in JShell. After "mvn -q -DskipTests package":
//
//   examples/jshell/start
//
// which starts quickly, or
//
//   jshell --class-path target/cloudflare-pcaps-0.1.0-SNAPSHOT-all.jar examples/jshell/captures.jsh
//
// Talks to Cloudflare by the variables CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, or to the
// fake API if none of the client's variables is set. The commands are in Captures.java.

import io.github.cloudflarepcaps.*;
import io.github.cloudflarepcaps.model.*;
import io.github.cloudflarepcaps.pcapfile.*;
import io.github.cloudflarepcaps.testing.*;
import io.github.cloudflarepcaps.traffic.*;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import static io.github.cloudflarepcaps.jshell.Captures.*;

help();

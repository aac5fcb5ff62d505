// Packet captures in JShell. After "mvn -q -DskipTests package":
//
//   examples/jshell/start
//
// which starts it fast, or plainly
//
//   jshell --class-path target/cloudflare-pcaps-0.1.0-SNAPSHOT-all.jar examples/jshell/captures.jsh
//
// Talks to Cloudflare if CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID are set, else to a fake.
// What client, pcaps, all, capture(..), list() and show(..) are is in Captures.java.

import io.github.cloudflarepcaps.*;
import io.github.cloudflarepcaps.model.*;
import io.github.cloudflarepcaps.pcapfile.*;
import io.github.cloudflarepcaps.testing.*;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import static jshell.Captures.*;

help();

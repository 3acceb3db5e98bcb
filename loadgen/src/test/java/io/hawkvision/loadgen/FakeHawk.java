package io.hawkvision.loadgen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A script that stands for {@code hawk} where a command starts nodes of its own. */
public final class FakeHawk {
  private FakeHawk() {}

  /** Each node notes its PID and arguments, says its line, and stays. */
  public static void write(Path home, String edgeLine) throws IOException {
    Path script = home.resolve("hawk");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo $$ >"$HAWK_HOME/$1.pid"
        echo "$@" >"$HAWK_HOME/$1.arguments"
        case $1 in
          dc) echo 'dc ready grpc=127.0.0.1:4711 http=http://127.0.0.1:4712' ;;
          edge) %s ;;
        esac
        exec sleep 1000
        """
            .formatted(edgeLine));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  public static boolean isRunning(Path home, String node) throws IOException {
    long pid = Long.parseLong(Files.readString(home.resolve(node + ".pid")).strip());
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}

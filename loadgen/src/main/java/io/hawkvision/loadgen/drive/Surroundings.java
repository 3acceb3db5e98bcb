package io.hawkvision.loadgen.drive;

import java.nio.file.Path;

/** What a command finds around it: the project's home, and the streams it prints on. */
public record Surroundings(Path home, Terminal out, Terminal err) {}

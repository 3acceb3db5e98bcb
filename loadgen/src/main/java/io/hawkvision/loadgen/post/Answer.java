package io.hawkvision.loadgen.post;

import java.util.Optional;

/** What loadgen reads of a 200: the first label, who gave it, and what it cost. */
public record Answer(
    String label, boolean byDc, boolean degraded, Optional<String> reason, long uplinkBytes) {}

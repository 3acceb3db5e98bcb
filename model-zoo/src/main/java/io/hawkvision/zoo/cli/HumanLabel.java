package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.policy.EdgeScores;
import java.time.Instant;

/**
 * A frame of the traffic that a human labelled; labels are the family's indices.
 *
 * @param edge what the edge variant answered
 * @param best what the best variant answered
 * @param truth what the human says
 * @param isUniform whether the frame belongs to the uniform sample of the traffic
 */
record HumanLabel(
    String id,
    String camera,
    EdgeScores scores,
    int edge,
    int best,
    int truth,
    boolean isUniform,
    Instant auditedAt) {}

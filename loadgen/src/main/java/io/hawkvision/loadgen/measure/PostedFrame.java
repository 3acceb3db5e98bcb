package io.hawkvision.loadgen.measure;

import io.hawkvision.loadgen.source.LabelledFrame;

/**
 * A frame on its way to one target.
 *
 * @param index counts the frames posted to this target, from 0
 */
public record PostedFrame(int target, long index, LabelledFrame frame, long intendedNanos) {}

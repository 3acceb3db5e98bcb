package io.hawkvision.zoo.roadside;

/** Which frames of its camera a scene consists of. */
public record SceneSpan(long firstFrame, int frames) {}

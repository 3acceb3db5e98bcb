package io.hawkvision.dc.models;

import io.hawkvision.zoo.engine.Engine;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;

/** Where engines come from; called on the thread that loads. */
@FunctionalInterface
public interface EngineOpener {
  Engine open(Family family, Variant variant, OrtEngine.Options options) throws EngineException;
}

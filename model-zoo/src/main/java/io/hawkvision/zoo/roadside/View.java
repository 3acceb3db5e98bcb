package io.hawkvision.zoo.roadside;

/**
 * Where the camera looks at one moment: the vanishing point of the road (the horizon's row with
 * it), the road's bend and the way driven since the scene began.
 */
record View(Point vanishing, float bend, float drivenMetres) {
  static final float FOCAL = 380f;
  static final float CAMERA_HEIGHT = 1.5f;

  /** Pixels for one metre at {@code metres}. */
  static float scale(float metres) {
    return FOCAL / metres;
  }

  /** The pixel of a place on the ground, {@code aside} metres right of the lane's middle. */
  Point ground(float aside, float metres) {
    float s = scale(metres);
    return new Point(
        vanishing.x() + aside * s + FOCAL * bend * metres, vanishing.y() + CAMERA_HEIGHT * s);
  }
}

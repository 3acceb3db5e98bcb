package io.hawkvision.zoo.roadside;

/** A place on a canvas, y downwards. */
record Point(float x, float y) {
  Point plus(float dx, float dy) {
    return new Point(x + dx, y + dy);
  }

  Point towards(Point other, float share) {
    return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
  }
}

package io.hawkvision.zoo.roadside;

/** How a sign of a class looks: as the networks know it, or as only a drift brings it. */
enum Design {
  USUAL {
    @Override
    void draw(SignFace face, Canvas canvas) {
      face.draw(canvas);
    }
  },
  NEW {
    @Override
    void draw(SignFace face, Canvas canvas) {
      new NewDesign(canvas).draw(face);
    }
  };

  abstract void draw(SignFace face, Canvas canvas);
}

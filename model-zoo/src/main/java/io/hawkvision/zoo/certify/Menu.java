package io.hawkvision.zoo.certify;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The routes that are open in one state of the link: the posted picture to every DC variant, which
 * a reliable transport always delivers whole, and the levels that lose packets at one received
 * fraction, the bucket's worst. Each menu of a family is certified on its own, with an equal share
 * of delta, so that the link may change from one to another under one promise.
 *
 * @param routes best variant last
 */
public record Menu(String name, List<Route> routes) {
  /** The menu of whole pictures, which every family has. */
  public static final String ORIGINAL = "original";

  private static final String FEATURES = "features";
  private static final int ALL_PERCENT = 100;

  /** More would leave too little of delta for each. */
  static final int MOST = 8;

  public Menu {
    requireNonNull(name, "name");
    routes = List.copyOf(routes);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("a menu without routes");
    }
  }

  /**
   * All menus of a family's table: {@code original}, then {@code features}, {@code features@75} and
   * so on, as far as the table has them and one of their levels is better than the edge alone on
   * the design frames: a level that nobody should use may take no share of delta.
   */
  public static List<Menu> of(OutcomeTable table) {
    List<Route> others = table.routes().subList(1, table.routes().size());
    List<Route> originals = others.stream().filter(Route::isOriginal).toList();
    List<Menu> menus = new ArrayList<>();
    menus.add(new Menu(ORIGINAL, originals));
    OutcomeTable design = table.part(Part.DESIGN);
    double edge = design.accuracy(0);
    others.stream()
        .filter(route -> !route.isOriginal())
        .filter(route -> design.accuracy(design.column(route)) > edge)
        .map(Route::receivedPercent)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .limit(MOST - 1)
        .forEach(percent -> menus.add(features(percent, others, originals)));
    return List.copyOf(menus);
  }

  private static Menu features(int percent, List<Route> others, List<Route> originals) {
    List<Route> routes = new ArrayList<>();
    others.stream()
        .filter(route -> !route.isOriginal() && route.receivedPercent() == percent)
        .forEach(routes::add);
    routes.addAll(originals);
    return new Menu(percent == ALL_PERCENT ? FEATURES : FEATURES + "@" + percent, routes);
  }

  /** The route to the best variant. */
  public Route best() {
    return routes.get(routes.size() - 1);
  }
}

package io.hawkvision.loadgen.report.page;

/**
 * How the page looks, by day and by night. Systems have Okabe and Ito's colours, which colour-blind
 * people can tell apart, lighter on a dark ground; parts of a bar have others than any system. It
 * has no character that HTML would escape.
 */
final class PageStyle {
  static final String CSS =
      """
      :root { color-scheme: light dark; --ground: #ffffff; --ink: #1b1f24; --soft: #57606a;
        --rule: #d8dee4; --shade: #f3f5f7; --bad: #b3261e; --event: #e69f0033;
        --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #cc79a7; --c4: #c98a00; --c5: #56b4e9;
        --c6: #000000; --c7: #8c6d1f; --p0: #3b3f6b; --p1: #b9a5d6; --p2: #8f98a3; --p3: #44aa99;
        --p4: #882255; --p5: #ddcc77; }
      @media (prefers-color-scheme: dark) { :root { --ground: #14181d; --ink: #e6e9ed;
        --soft: #a3adb8; --rule: #333b44; --shade: #1d232a; --bad: #ff8a80; --event: #e69f0044;
        --c0: #4aa8e0; --c1: #ff8a3d; --c2: #2fc79b; --c3: #e39ac4; --c4: #e9b13c; --c5: #8fd0f7;
        --c6: #ffffff; --c7: #c2a558; --p0: #7d84c9; --p1: #d5c6ec; --p2: #98a2ae; --p3: #5cc9b6;
        --p4: #c95b92; --p5: #e6d98f; } }
      body { font: 15px/1.5 system-ui, sans-serif; background: var(--ground); color: var(--ink);
        max-width: 1340px; margin: 0 auto; padding: 24px; }
      h1 { font-size: 26px; margin: 0 0 4px; }
      h2 { font-size: 19px; margin: 36px 0 8px; }
      h3 { font-size: 15px; margin: 0 0 6px; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; }
      dt { color: var(--soft); } dd { margin: 0; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 12.5px; font-variant-numeric: tabular-nums; }
      th, td { padding: 4px 8px; border-bottom: 1px solid var(--rule); text-align: right;
        vertical-align: top; white-space: nowrap; }
      th:first-child { text-align: left; } thead th { white-space: normal; }
      thead th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
      .setting th { background: var(--shade); }
      .small { display: block; color: var(--soft); font-size: 12px; }
      .why { white-space: normal; max-width: 17em; margin-left: auto; }
      .bad { color: var(--bad); font-weight: 600; }
      details { border-top: 1px solid var(--rule); padding: 8px 0; }
      summary { font-size: 16px; font-weight: 600; cursor: pointer; }
      .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(520px, 1fr));
        gap: 28px 36px; }
      figure { margin: 0; }
      figcaption { color: var(--soft); font-size: 13px; }
      .legend { margin: 6px 0 10px; font-size: 13px; }
      .legend span { margin-right: 18px; white-space: nowrap; }
      figure svg[role] { width: 100%; height: auto; display: block; }
      svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
      svg .tick { fill: var(--soft); font-size: 12px; } svg .axis { fill: var(--soft); }
      svg .value { font-variant-numeric: tabular-nums; }
      .grid { stroke: var(--rule); stroke-width: 1; }
      .mark { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 4; }
      .whisker { stroke: var(--ink); stroke-width: 1.5; }
      .target { stroke: var(--ink); stroke-width: 2.5; }
      .event { fill: var(--event); }
      .curve { fill: none; stroke-width: 2.2; stroke-linejoin: round; } .thin { stroke-width: 1.6; }
      .endless { opacity: 0.45; }
      .f0 { fill: var(--c0); } .f1 { fill: var(--c1); } .f2 { fill: var(--c2); }
      .f3 { fill: var(--c3); } .f4 { fill: var(--c4); } .f5 { fill: var(--c5); }
      .f6 { fill: var(--c6); } .f7 { fill: var(--c7); }
      .l0 { stroke: var(--c0); } .l1 { stroke: var(--c1); } .l2 { stroke: var(--c2); }
      .l3 { stroke: var(--c3); } .l4 { stroke: var(--c4); } .l5 { stroke: var(--c5); }
      .l6 { stroke: var(--c6); } .l7 { stroke: var(--c7); }
      .e0 { fill: var(--p0); } .e1 { fill: var(--p2); }
      .s0 { fill: var(--p0); } .s1 { fill: var(--p1); } .s2 { fill: var(--p2); }
      .s3 { fill: var(--p3); } .s4 { fill: var(--p4); } .s5 { fill: var(--p5); }
      @media print { body { max-width: none; } }
      """;

  private PageStyle() {}
}

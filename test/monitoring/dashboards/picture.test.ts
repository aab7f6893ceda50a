import { contextOf } from "../../../components/monitoring/context.ts";
import { dashboards } from "../../../components/monitoring/dashboards/dashboards.ts";
import { page } from "../../../scripts/dashboard-picture/page.ts";
import { dashboardPicture } from "../../../scripts/dashboard-picture.ts";
import { spec, stock } from "../watched.ts";

const context = contextOf(stock, spec);

test.each(dashboards(context))(
  "the picture of $name has every panel, and says that its lines are made up",
  (dashboard) => {
    const { html } = page(context, dashboard);
    const titles = dashboard.rows.flatMap(({ panels, title }) => [title, ...panels.map((panel) => panel.title)]);
    expect(titles.filter((title) => !html.includes(title))).toEqual([]);
    expect(html).toContain("made-up series, not by Grafana");
    expect(html).not.toMatch(/NaN|undefined|\{\{/);
  },
);

test("a stack that nobody watches has no pictures", () => {
  expect(dashboardPicture(["dev", "overview", "out.png"], process.cwd())).toMatchObject({
    errors: expect.stringContaining("is not watched"),
    exitCode: 1,
  });
});
